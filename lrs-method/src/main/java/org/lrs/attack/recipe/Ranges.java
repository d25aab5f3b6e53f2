package org.lrs.attack.recipe;

import java.util.Locale;

/** Checks of settings, in one sentence each. */
final class Ranges {
  private Ranges() {}

  /** Refuses a whole number outside [low, high]. */
  static void check(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " must lie in [" + low + ", " + high + "], got " + value);
    }
  }

  /** Refuses a number outside [low, high], and NaN. */
  static void check(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must lie in [%s, %s], got %s",
              name,
              plain(low),
              plain(high),
              value));
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
