package org.lrs.experiment;

import java.util.Locale;
import org.lrs.Range;

/**
 * How long to search.
 *
 * @param trials settings to try, the default recipe among them
 * @param seconds that the whole search may take; infinite for no such limit
 * @param accuracyFloor least share of the plain network's clean accuracy, in [0, 1]
 */
public record SearchLimits(int trials, double seconds, double accuracyFloor) {

  private static final int MOST_TRIALS = 1000;

  public SearchLimits {
    Range.require(trials >= 1, "the budget must be at least one trial, got " + trials);
    Range.require(seconds > 0, "the budget must be longer than 0 s, got " + seconds);
    Range.check("the accuracy floor", accuracyFloor, 0, 1);
  }

  /** So many trials, however long they take. */
  public static SearchLimits ofTrials(int trials, double accuracyFloor) {
    return new SearchLimits(trials, Double.POSITIVE_INFINITY, accuracyFloor);
  }

  /** As many trials as fit into a time. */
  public static SearchLimits ofSeconds(double seconds, double accuracyFloor) {
    return new SearchLimits(MOST_TRIALS, seconds, accuracyFloor);
  }

  /** Whether it is a time. */
  boolean isTime() {
    return seconds < Double.POSITIVE_INFINITY;
  }

  /** Trials or time in words. */
  String words() {
    return isTime()
        ? String.format(Locale.ROOT, "%.4g minutes", seconds / 60)
        : trials + (trials == 1 ? " setting" : " settings");
  }
}
