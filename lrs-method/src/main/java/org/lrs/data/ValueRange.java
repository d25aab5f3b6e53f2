package org.lrs.data;

import java.util.Locale;
import org.lrs.Range;

/**
 * The values that stand for black and white in an array.
 *
 * @param black becomes grey level 0
 * @param white becomes grey level 255
 */
public record ValueRange(double black, double white) {
  /** Values in [0, 1]. */
  public static final ValueRange UNIT = new ValueRange(0, 1);

  /** Grey levels as they are. */
  public static final ValueRange GREY = new ValueRange(0, 255);

  // A set that was not cut off at black and white leaves the range by its epsilon.
  private static final double OVERSHOOT = 0.07;

  // Images normalised by mean and deviation end at 2 or 3; pictures of this few levels are black.
  private static final double SURELY_GREY = 16;

  public ValueRange {
    Range.require(
        white > black && !Double.isInfinite(white - black),
        "a range needs a white value above its black one, got " + black + ":" + white);
  }

  /** Reads {@code 0:1}, {@code 0:255} or {@code -1:1}. */
  public static ValueRange parse(String text) {
    String[] ends = text.split(":", -1);
    try {
      if (ends.length == 2) {
        return new ValueRange(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (NumberFormatException e) {
      // Reported below, in the words of the option.
    }
    throw new IllegalArgumentException(
        "range must be black:white such as 0:1, 0:255 or -1:1, got '" + text + "'");
  }

  /** The grey level of a value, not rounded. */
  float level(float value) {
    return (float) (255 * (value - black) / (white - black));
  }

  /**
   * The range that values seem to have.
   *
   * @return null where [0, 1] and 0 to 255 are both possible, or neither
   */
  static ValueRange guess(float least, float largest, boolean allWhole) {
    if (UNIT.covers(least, largest)) {
      // Whole numbers: black and white pictures, or very dark ones.
      return allWhole ? null : UNIT;
    }
    return GREY.covers(least, largest) && largest > SURELY_GREY ? GREY : null;
  }

  private boolean covers(float least, float largest) {
    double room = OVERSHOOT * (white - black);
    return least >= black - room && largest <= white + room;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s:%s", plain(black), plain(white));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
