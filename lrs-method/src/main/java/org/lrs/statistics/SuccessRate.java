package org.lrs.statistics;

import java.util.Locale;
import org.lrs.Range;

/**
 * Number of successes among a number of trials, with its Wilson 95 % interval.
 *
 * @param successes images on which the attack succeeded, in [0, trials]
 * @param trials images that count (the denominator); 0 when there is nothing to count
 */
public record SuccessRate(long successes, long trials) {
  /** 97.5 % quantile of the standard normal distribution. */
  static final double Z = 1.959963984540054;

  public SuccessRate {
    Range.require(
        successes >= 0 && successes <= trials,
        "successes must lie in [0, trials], got " + successes + " of " + trials);
  }

  /** Returns successes / trials in [0, 1], or NaN without trials. */
  public double rate() {
    return trials == 0 ? Double.NaN : (double) successes / trials;
  }

  /** Returns the lower end of the Wilson 95 % interval in [0, 1], or NaN without trials. */
  public double wilsonLow() {
    return successes == 0 && trials > 0 ? 0 : centre() - halfWidth();
  }

  /** Returns the upper end of the Wilson 95 % interval in [0, 1], or NaN without trials. */
  public double wilsonHigh() {
    return successes == trials && trials > 0 ? 1 : centre() + halfWidth();
  }

  /** In percent with its interval and its counts: {@code 43.8 % (32.3 to 55.9; 28 of 64)}. */
  @Override
  public String toString() {
    return trials == 0
        ? "- (no images count)"
        : String.format(
            Locale.ROOT,
            "%.1f %% (%.1f to %.1f; %d of %d)",
            100 * rate(),
            100 * wilsonLow(),
            100 * wilsonHigh(),
            successes,
            trials);
  }

  private double centre() {
    return (successes + Z * Z / 2) / (trials + Z * Z);
  }

  private double halfWidth() {
    double n = trials;
    return Z / (n + Z * Z) * Math.sqrt(successes * (n - successes) / n + Z * Z / 4);
  }
}
