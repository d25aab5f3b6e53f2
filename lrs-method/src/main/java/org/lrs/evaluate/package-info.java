/**
 * Scoring of adversarial images on targets.
 *
 * <p>Read {@link org.lrs.evaluate.Target} first: a model seen through its predictions only.
 */
package org.lrs.evaluate;
