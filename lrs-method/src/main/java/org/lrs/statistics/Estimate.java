package org.lrs.statistics;

/**
 * A figure with its 95 % interval.
 *
 * @param value the estimate
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Estimate(double value, double low, double high) {

  /** Checks that the interval has two ends. */
  public Estimate {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval must have low <= high, got " + low + " and " + high);
    }
  }
}
