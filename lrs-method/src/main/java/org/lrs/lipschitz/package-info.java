/**
 * The paper: the two penalties, and their sum with the cross-entropy.
 *
 * <p>Read {@link org.lrs.lipschitz.LrsLoss} first; {@link org.lrs.lipschitz.GradientNormPenalty} is
 * LRS-1 and {@link org.lrs.lipschitz.CurvaturePenalty} is LRS-2. This package does not depend on
 * attacks: any attack runs unchanged on the refined surrogate.
 */
package org.lrs.lipschitz;
