package org.lrs.statistics;

import org.lrs.Range;

/**
 * A figure with its 95 % interval.
 *
 * @param value the estimate
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Estimate(double value, double low, double high) {

  public Estimate {
    Range.require(low <= high, "an interval must have low <= high, got " + low + " and " + high);
  }
}
