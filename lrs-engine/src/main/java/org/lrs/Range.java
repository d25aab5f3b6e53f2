package org.lrs;

import java.util.Locale;

/** Checks of settings, each refused in one sentence that names the setting, its range and it. */
public final class Range {
  private Range() {}

  /** Refuses with a sentence what does not hold. */
  public static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** Refuses a whole number outside [low, high]. */
  public static void check(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw refused(name, "lie in [" + low + ", " + high + "]", value);
    }
  }

  /** Refuses a number outside [low, high], and NaN. */
  public static void check(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw refused(name, "lie in [" + plain(low) + ", " + plain(high) + "]", value);
    }
  }

  /** Refuses a number outside (low, high], and NaN. */
  public static void checkAbove(String name, double value, double low, double high) {
    if (!(value > low && value <= high)) {
      throw refused(name, "lie in (" + plain(low) + ", " + plain(high) + "]", value);
    }
  }

  /** Refuses a number outside [low, high), and NaN. */
  public static void checkBelow(String name, double value, double low, double high) {
    if (!(value >= low && value < high)) {
      throw refused(name, "lie in [" + plain(low) + ", " + plain(high) + ")", value);
    }
  }

  /** Refuses a number outside (low, high), and NaN. */
  public static void checkInside(String name, double value, double low, double high) {
    if (!(value > low && value < high)) {
      throw refused(name, "lie in (" + plain(low) + ", " + plain(high) + ")", value);
    }
  }

  /** Refuses a whole number below the least one. */
  public static void checkAtLeast(String name, int value, int least) {
    if (value < least) {
      throw refused(name, (least == 0 ? "be at or above " : "be at least ") + least, value);
    }
  }

  /** Refuses a number that is negative, infinite or NaN. */
  public static void checkNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw refused(name, "be at or above 0", value);
    }
  }

  /** Refuses a factor that is negative, infinite or NaN. */
  public static void checkFactor(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw refused(name, "be a number at or above 0", value);
    }
  }

  /** Refuses a number that is not above 0, infinite or NaN. */
  public static void checkPositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw refused(name, "be a number above 0", value);
    }
  }

  /** Refuses a length in pixel units outside [0, 1], with a hint at the usual mistake. */
  public static void checkPixels(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      String hint = "; pixel values are in [0, 1], did you mean " + plain(value) + "/255?";
      throw refused(name, "lie in [0, 1]", value + (value > 1 && value <= 255 ? hint : ""));
    }
  }

  private static IllegalArgumentException refused(String name, String must, Object value) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s must %s, got %s", name, must, value));
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
