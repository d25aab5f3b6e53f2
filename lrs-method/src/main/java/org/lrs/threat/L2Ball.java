package org.lrs.threat;

import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * The whole perturbation has Euclidean length at most {@code radius}.
 *
 * @param radius in pixel units of [0, 1]; may exceed 1, as it sums over pixels
 */
public record L2Ball(double radius) implements Ball {
  private static final double ROUNDING = 1e-12;

  /** Checks the range. */
  public L2Ball {
    if (!(radius >= 0) || Double.isInfinite(radius)) {
      throw new IllegalArgumentException(
          "an L2 radius must be a number at or above 0, got " + radius);
    }
  }

  @Override
  public Tensor project(Tensor images, Tensor clean) {
    Tensor delta = images.subtract(clean);
    // Clamping to [0, 1] moves towards the clean image and so never leaves the ball.
    return clean.add(shrink(delta)).clamp(0, 1);
  }

  private Tensor shrink(Tensor delta) {
    Tensor norm = delta.normPerSample().perSampleLike(delta);
    return delta.multiply(norm.add(1e-30).divide(radius).maximum(Tensor.full(1, 1)).reciprocal());
  }

  @Override
  public Tensor steepest(Tensor gradient) {
    // Divided by the largest entry first: squares of a saturated network's gradient underflow.
    Tensor largest = gradient.abs().flatten().max(false, 1).perSampleLike(gradient);
    Tensor scaled = gradient.divide(largest.atLeast(Float.MIN_NORMAL));
    Tensor norm = scaled.normPerSample().perSampleLike(gradient);
    return largest.greaterThan(0).choose(scaled.divide(norm), gradient.zerosLike());
  }

  @Override
  public float[] sample(int elements, Rng rng) {
    // A uniform direction, and a length whose power is uniform: uniform in the ball.
    float[] values = rng.gaussian(elements);
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    double length = radius * Math.pow(rng.nextDouble(), 1.0 / elements) / Math.sqrt(sum);
    for (int i = 0; i < elements; i++) {
      values[i] *= (float) length;
    }
    return values;
  }

  @Override
  public Tensor quantize(Tensor images, Tensor clean) {
    long budget = (long) Math.floor(largestSquares());
    float[] moved = images.toFloatArray();
    float[] values = clean.toFloatArray();
    int count = (int) images.size(0);
    int size = values.length / Math.max(1, count);
    double[] wanted = new double[size];
    for (int from = 0; from < values.length; from += size) {
      for (int j = 0; j < size; j++) {
        values[from + j] = Math.round(values[from + j] * 255);
        double level = Math.max(0, Math.min(255, moved[from + j] * 255.0));
        wanted[j] = level - values[from + j];
      }
      long[] near = LatticePoint.near(wanted, budget);
      for (int j = 0; j < size; j++) {
        values[from + j] += near[j];
      }
    }
    return Tensor.of(values, images.shape().toArray());
  }

  @Override
  public boolean holds(GreyChange change) {
    return change.squares() <= largestSquares();
  }

  private double largestSquares() {
    // The square of 5/255 · 255 may lie a hair below 25.
    return Math.pow(radius * 255, 2) * (1 + ROUNDING);
  }
}
