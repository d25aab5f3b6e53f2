package org.lrs.attack;

import org.lrs.threat.Epsilon;

/**
 * Steps of an attack.
 *
 * @param size α, in pixel units; the L2 length of a step in an L2 ball
 * @param count T, at least 1
 */
public record Steps(double size, int count) {
  /** The LRS paper's: fifty steps of a grey level. */
  public static final Steps PUBLISHED = new Steps(1 / 255.0, 50);

  /** Checks the ranges. */
  public Steps {
    if (count < 1) {
      throw new IllegalArgumentException("steps must be at least 1, got " + count);
    }
    if (!(size >= 0) || Double.isInfinite(size)) {
      throw new IllegalArgumentException("stepSize must be at or above 0, got " + size);
    }
  }

  /** Refuses step sizes that make no sense between images in [0, 1]. */
  void requirePixelUnits() {
    Epsilon.requireUnit("stepSize", size);
  }
}
