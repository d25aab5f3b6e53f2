package org.lrs.threat;

import java.util.Locale;
import org.lrs.Range;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * The whole perturbation has Euclidean length at most {@code radius}.
 *
 * @param radius in pixel units of [0, 1]; may exceed 1, as it sums over pixels
 */
public record L2Ball(double radius) implements Ball {
  private static final double ROUNDING = 1e-12;

  public L2Ball {
    Range.require(
        radius >= 0 && Double.isFinite(radius),
        "an L2 radius must be a number at or above 0, got " + radius);
  }

  @Override
  public Tensor project(Tensor images, Tensor clean) {
    Tensor delta = images.subtract(clean);
    // Clamping to [0, 1] moves towards the clean image and so never leaves the ball.
    return clean.add(shrink(delta)).clamp(0, 1);
  }

  private Tensor shrink(Tensor delta) {
    Tensor norm = delta.normPerSample().perSampleLike(delta);
    return delta.multiply(norm.add(1e-30).divide(radius).atLeast(1).reciprocal());
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
    return Tensor.of(values, images.shape());
  }

  @Override
  public String norm() {
    return "l2";
  }

  @Override
  public String title() {
    return "L2";
  }

  @Override
  public double length(double linf, double l2) {
    return l2;
  }

  @Override
  public String tooFar(GreyChange change) {
    double most = 255 * radius;
    return String.format(
        Locale.ROOT,
        "moved by %.3f grey levels (L2), %.3f too many; epsilon is %.3f",
        length(change),
        length(change) - most,
        most);
  }

  @Override
  public double price(double longer) {
    return Math.max(1, longer);
  }

  @Override
  public Tensor outside(Tensor perturbation) {
    Tensor length = perturbation.normPerSample().perSampleLike(perturbation);
    Tensor share = length.atLeast(Float.MIN_NORMAL).reciprocal().multiply(-radius).add(1);
    return perturbation.multiply(share.atLeast(0));
  }

  @Override
  public Tensor noise(Tensor images, double length, Draws draws) {
    // A uniform value in ±a has mean square a²/3.
    double side = length * Math.sqrt(3.0 / (images.size(1) * images.size(2) * images.size(3)));
    return draws.uniform(-side, side, images.size(1), images.size(2), images.size(3));
  }

  @Override
  public Tensor gaussian(Tensor images, double length, Draws draws) {
    double values = Math.sqrt(images.size(1) * images.size(2) * images.size(3));
    return draws.gaussian(images.size(1), images.size(2), images.size(3)).multiply(length / values);
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
