package org.lrs.threat;

import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Every pixel moves by at most {@code radius}.
 *
 * @param radius ε in [0, 1]
 */
public record LinfBall(double radius) implements Ball {
  // 4/255 in floating point may lie a hair below the fourth grey level.
  private static final double GREY_LEVEL_SLACK = 1e-4;

  /** Checks the range. */
  public LinfBall {
    Epsilon.requireUnit("epsilon", radius);
  }

  @Override
  public Tensor project(Tensor images, Tensor clean) {
    return clean.add(images.subtract(clean).clamp(-radius, radius)).clamp(0, 1);
  }

  @Override
  public Tensor steepest(Tensor gradient) {
    return gradient.sign();
  }

  @Override
  public float[] sample(int elements, Rng rng) {
    return rng.uniform(elements, -radius, radius);
  }

  @Override
  public Tensor quantize(Tensor images, Tensor clean) {
    // On 8-bit clean images, the ball's 8-bit points move each pixel by at most ⌊255 ε⌋ levels.
    double levels = Math.floor(largestLevel());
    Tensor grey = clean.multiply(255).round();
    Tensor moved = images.multiply(255).round().subtract(grey).clamp(-levels, levels);
    return grey.add(moved).clamp(0, 255);
  }

  @Override
  public boolean holds(GreyChange change) {
    return change.largest() <= largestLevel();
  }

  private double largestLevel() {
    return radius * 255 + GREY_LEVEL_SLACK;
  }
}
