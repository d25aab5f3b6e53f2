/**
 * Training: from a pretrained surrogate to a refined one, or from scratch to a network.
 *
 * <p>Read {@link org.lrs.refine.FineTuner} first. A run is resumable at any moment: its state is
 * written whole and atomically, every random draw is keyed by epoch and image, so a killed run ends
 * with the same bytes as an undisturbed one. This package does not depend on attacks.
 */
package org.lrs.refine;
