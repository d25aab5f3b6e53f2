/**
 * Rates with intervals, paired tests, rank correlations.
 *
 * <p>Read {@link org.lrs.statistics.SuccessRate} first: a share is never without its denominator.
 */
package org.lrs.statistics;
