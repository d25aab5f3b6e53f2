package org.lrs.statistics;

import org.lrs.Range;
import org.lrs.Source;

/**
 * Exact McNemar test: whether one attack succeeds on more of the same images than another.
 *
 * <p>Images on which both succeed or both fail carry no information. Of the n = b + c others, b
 * falls to the first attack alone. Without a difference b follows the binomial distribution with
 * probability 1/2, so p = min(1, 2 · Σ_{i ≤ min(b, c)} C(n, i) / 2ⁿ). It is computed so for every
 * n; there is no normal approximation and no mid-p correction, and the test is therefore on the
 * cautious side.
 */
@Source(
    paper =
        "McNemar: Note on the Sampling Error of the Difference between Correlated Proportions or"
            + " Percentages, Psychometrika 12, 1947",
    at = "in its exact form, the sign test on the discordant pairs")
public final class McNemar {

  private McNemar() {}

  /**
   * Two-sided p-value in (0, 1], or 0 where it is too small for a double.
   *
   * @param onlyFirst images on which the first succeeds and the second fails, b
   * @param onlySecond images on which the second succeeds and the first fails, c
   */
  public static double pValue(long onlyFirst, long onlySecond) {
    Range.require(
        onlyFirst >= 0 && onlySecond >= 0,
        "counts must not be negative, got " + onlyFirst + " and " + onlySecond);
    long n = onlyFirst + onlySecond;
    long k = Math.min(onlyFirst, onlySecond);
    double logTerm = -n * Math.log(2);
    for (long i = 1; i <= k; i++) {
      logTerm += Math.log((double) (n - k + i) / i);
    }
    // From C(n, k) downwards the terms shrink, so that the sum starts with its largest.
    double term = Math.exp(logTerm);
    double sum = 0;
    for (long i = k; i >= 0 && sum + term != sum; i--) {
      sum += term;
      term *= (double) i / (n - i + 1);
    }
    return Math.min(1, 2 * sum);
  }
}
