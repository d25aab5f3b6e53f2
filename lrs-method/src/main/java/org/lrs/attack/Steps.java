package org.lrs.attack;

import org.lrs.Range;

/**
 * Steps of an attack.
 *
 * @param size α, in pixel units; the L2 length of a step in an L2 ball
 * @param count T, at least 1
 */
public record Steps(double size, int count) {
  /** The LRS paper's: fifty steps of a grey level. */
  public static final Steps PUBLISHED = new Steps(1 / 255.0, 50);

  public Steps {
    Range.checkAtLeast("steps", count, 1);
    Range.checkNotNegative("stepSize", size);
  }
}
