package org.lrs.threat;

import java.util.Locale;
import org.lrs.Range;
import org.lrs.tensor.Draws;
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

  public LinfBall {
    Range.checkPixels("epsilon", radius);
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
  public String norm() {
    return "linf";
  }

  @Override
  public String title() {
    return "L∞";
  }

  @Override
  public double length(double linf, double l2) {
    return linf;
  }

  @Override
  public String tooFar(GreyChange change) {
    double most = 255 * radius;
    return String.format(
        Locale.ROOT,
        "a value moved by %.2f grey levels, %.2f too many; epsilon is %.2f",
        change.largest(),
        change.largest() - most,
        most);
  }

  @Override
  public void checkStep(double size) {
    Range.checkPixels("stepSize", size);
  }

  @Override
  public Tensor outside(Tensor perturbation) {
    return perturbation.subtract(perturbation.clamp(-radius, radius));
  }

  @Override
  public Tensor unit(Tensor gradient) {
    return ofMeanOne(gradient);
  }

  /** Each image's gradient [N, C, H, W] over the mean of its absolute values; zero stays zero. */
  public static Tensor ofMeanOne(Tensor gradient) {
    Tensor mean = gradient.abs().flatten().mean(false, 1).perSampleLike(gradient);
    Tensor divided = gradient.divide(mean.atLeast(Float.MIN_NORMAL));
    return mean.greaterThan(0).choose(divided, gradient.zerosLike());
  }

  @Override
  public Tensor noise(Tensor images, double side, Draws draws) {
    return draws.uniform(-side, side, images.size(1), images.size(2), images.size(3));
  }

  @Override
  public Tensor gaussian(Tensor images, double deviation, Draws draws) {
    return draws.gaussian(images.size(1), images.size(2), images.size(3)).multiply(deviation);
  }

  @Override
  public boolean holds(GreyChange change) {
    return change.largest() <= largestLevel();
  }

  private double largestLevel() {
    return radius * 255 + GREY_LEVEL_SLACK;
  }
}
