/**
 * Scoring of adversarial images on targets, and comparing two attacks on the same images.
 *
 * <p>Read {@link org.lrs.evaluate.Target} first: a model seen through its predictions only.
 */
package org.lrs.evaluate;
