package org.lrs;

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
    must(value >= low && value <= high, name, "lie in [" + low + ", " + high + "]", value);
  }

  /** Refuses a number outside [low, high], and NaN. */
  public static void check(String name, double value, double low, double high) {
    lie(value >= low && value <= high, name, "[" + plain(low) + ", " + plain(high) + "]", value);
  }

  /** Refuses a number outside (low, high], and NaN. */
  public static void checkAbove(String name, double value, double low, double high) {
    lie(value > low && value <= high, name, "(" + plain(low) + ", " + plain(high) + "]", value);
  }

  /** Refuses a number outside [low, high), and NaN. */
  public static void checkBelow(String name, double value, double low, double high) {
    lie(value >= low && value < high, name, "[" + plain(low) + ", " + plain(high) + ")", value);
  }

  /** Refuses a number outside (low, high), and NaN. */
  public static void checkInside(String name, double value, double low, double high) {
    lie(value > low && value < high, name, "(" + plain(low) + ", " + plain(high) + ")", value);
  }

  /** Refuses a whole number below the least one. */
  public static void checkAtLeast(String name, int value, int least) {
    must(value >= least, name, (least == 0 ? "be at or above " : "be at least ") + least, value);
  }

  /** Refuses a number that is negative, infinite or NaN. */
  public static void checkNotNegative(String name, double value) {
    must(value >= 0 && Double.isFinite(value), name, "be at or above 0", value);
  }

  /** Refuses a share outside [0, 1], and NaN; null is one that was not measured. */
  public static void checkShare(String name, Double value) {
    if (value != null) {
      check(name, value.doubleValue(), 0, 1);
    }
  }

  /** Refuses a factor that is negative, infinite or NaN. */
  public static void checkFactor(String name, double value) {
    must(value >= 0 && Double.isFinite(value), name, "be a number at or above 0", value);
  }

  /** Refuses a number that is not above 0, infinite or NaN. */
  public static void checkPositive(String name, double value) {
    must(value > 0 && Double.isFinite(value), name, "be a number above 0", value);
  }

  /** Refuses a length in pixel units outside [0, 1], with a hint at the usual mistake. */
  public static void checkPixels(String name, double value) {
    String hint = "; pixel values are in [0, 1], did you mean " + plain(value) + "/255?";
    boolean grey = value > 1 && value <= 255;
    lie(value >= 0 && value <= 1, name, "[0, 1]", value + (grey ? hint : ""));
  }

  private static void lie(boolean holds, String name, String interval, Object value) {
    must(holds, name, "lie in " + interval, value);
  }

  private static void must(boolean holds, String name, String must, Object value) {
    require(holds, name + " must " + must + ", got " + value);
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
