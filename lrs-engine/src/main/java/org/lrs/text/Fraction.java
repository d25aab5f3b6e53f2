package org.lrs.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as people write it: {@code 0.01}, {@code 1e-3} or {@code 8/255}. */
public final class Fraction {
  private static final Pattern FORM =
      Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?:\\s*/\\s*([0-9.]+))?");

  private Fraction() {}

  /**
   * Reads a number or a fraction. A fraction is divided in double precision, so {@code 4/255} is
   * {@code 4.0 / 255} in code.
   *
   * @param name what it is, for the message
   * @throws IllegalArgumentException if the text is neither, or not finite
   */
  public static double parse(String name, String text) {
    Matcher parts = FORM.matcher(text.strip());
    double value = Double.NaN;
    try {
      if (parts.matches()) {
        double over = parts.group(2) == null ? 1 : Double.parseDouble(parts.group(2));
        value = Double.parseDouble(parts.group(1)) / over;
      }
    } catch (NumberFormatException e) {
      // Such as 1.2.3; refused below.
    }
    if (Double.isFinite(value)) {
      return value;
    }
    throw new IllegalArgumentException(
        name + " must be a number or a fraction such as 8/255, got '" + Foreign.text(text) + "'");
  }
}
