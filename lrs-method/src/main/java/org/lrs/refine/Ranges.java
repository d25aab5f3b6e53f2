package org.lrs.refine;

/** Checks of settings, each in one sentence. */
public final class Ranges {
  private Ranges() {}

  /**
   * Refuses with a sentence what does not hold.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** Requires a number above 0. */
  public static void requireWeight(String name, double value) {
    require(
        value > 0 && !Double.isInfinite(value), name + " must be a number above 0, got " + value);
  }
}
