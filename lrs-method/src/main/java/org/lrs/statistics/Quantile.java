package org.lrs.statistics;

/** Quantiles of samples. */
public final class Quantile {
  private Quantile() {}

  /**
   * Quantile of values, linear between neighbours.
   *
   * @param sorted rising, at least one
   * @param share of the values below it, in [0, 1]
   */
  public static double of(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
