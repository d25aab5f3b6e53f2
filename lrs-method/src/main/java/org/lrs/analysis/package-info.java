/**
 * Why a surrogate transfers: what can be measured on one white-box network, or between two, at the
 * images.
 *
 * <p>Read {@link org.lrs.analysis.Measure} first: each measure is a record of its settings that
 * turns a network and images into figures, per image where there is one per image.
 */
package org.lrs.analysis;
