/**
 * Compares the surrogates of finished runs: reads run folders, pairs outcomes image by image, tests
 * the differences.
 *
 * <p>Read {@link org.lrs.experiment.compare.CompareRuns} first. {@link
 * org.lrs.experiment.compare.Pool} decides what may be compared.
 */
package org.lrs.experiment.compare;
