package org.lrs.analysis;

import org.lrs.statistics.SuccessRate;

/**
 * A share of images with its Wilson 95 % interval.
 *
 * @param count images that count, of {@code trials}
 * @param rate count / trials
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Share(long count, long trials, double rate, double low, double high) {

  /** The share of a count, of at least one image. */
  public static Share of(long count, long trials) {
    SuccessRate rate = new SuccessRate(count, trials);
    return new Share(count, trials, rate.rate(), rate.wilsonLow(), rate.wilsonHigh());
  }
}
