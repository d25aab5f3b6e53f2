package org.lrs.threat;

import org.lrs.Range;

/**
 * A length in pixel units of [0, 1], such as the bound of a perturbation or the size of a step.
 *
 * @param value in [0, 1] for L∞; L2 lengths may be larger and are plain numbers elsewhere
 */
public record Epsilon(double value) {

  /** Checks the range. */
  public Epsilon {
    Range.checkPixels("epsilon", value);
  }

  /**
   * Reads {@code 4/255} or {@code 0.0157}.
   *
   * @throws IllegalArgumentException if the text is no number or fraction, or out of range
   */
  public static Epsilon parse(String text) {
    return new Epsilon(fraction("epsilon", text));
  }

  /** Reads a number or a fraction such as {@code 8/255}. */
  public static double fraction(String name, String text) {
    String[] parts = text.trim().split("/", -1);
    try {
      if (parts.length == 1) {
        return Double.parseDouble(parts[0].trim());
      }
      if (parts.length == 2) {
        return Double.parseDouble(parts[0].trim()) / Double.parseDouble(parts[1].trim());
      }
    } catch (NumberFormatException e) {
      // Told below, in the words of the setting.
    }
    throw new IllegalArgumentException(
        name + " must be a number or a fraction such as 8/255, got '" + text + "'");
  }
}
