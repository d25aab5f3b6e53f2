package org.lrs.analysis;

import java.util.Arrays;
import org.lrs.Range;
import org.lrs.statistics.Quantile;

/**
 * How some values are spread. A quantile between two values is interpolated linearly.
 *
 * @param count number of values, at least 1
 * @param q05 5 % quantile
 * @param q25 25 % quantile
 * @param q75 75 % quantile
 * @param q95 95 % quantile
 * @param histogram of the values
 */
public record Distribution(
    int count,
    double mean,
    double min,
    double q05,
    double q25,
    double median,
    double q75,
    double q95,
    double max,
    Histogram histogram) {

  private static final int BINS = 20;

  /**
   * The distribution of values.
   *
   * @throws IllegalArgumentException if there are none, or one is not a finite number
   */
  public static Distribution of(double... values) {
    Range.require(values.length > 0, "a distribution needs at least one value, got none");
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (double value : sorted) {
      Range.require(
          Double.isFinite(value), "a value is " + value + "; the network overflows at some image");
    }
    return new Distribution(
        sorted.length,
        Arrays.stream(sorted).sum() / sorted.length,
        sorted[0],
        Quantile.of(sorted, 0.05),
        Quantile.of(sorted, 0.25),
        Quantile.of(sorted, 0.5),
        Quantile.of(sorted, 0.75),
        Quantile.of(sorted, 0.95),
        sorted[sorted.length - 1],
        Histogram.of(Histogram.edges(BINS, sorted), sorted));
  }
}
