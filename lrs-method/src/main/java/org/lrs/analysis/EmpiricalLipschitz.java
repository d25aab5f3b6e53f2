package org.lrs.analysis;

import org.lrs.Range;
import org.lrs.Source;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Empirical local Lipschitz constant of a classifier's logits: for each image, the largest ‖f(x) −
 * f(x')‖₁ / ‖x − x'‖∞ found by sign ascent over x' in an L∞ ball.
 *
 * @param radius of the ball, in pixel units
 * @param steps of ascent
 * @param stepSize of one step, in pixel units
 */
@Source(
    paper = "Yang et al.: A Closer Look at Accuracy vs. Robustness, NeurIPS 2020, arXiv 2003.02460",
    at = "equation 3")
public record EmpiricalLipschitz(double radius, int steps, double stepSize) {
  /** Length of the random start, in pixel units. */
  public static final double START = 0.001;

  // Keeps the ratio finite where x' = x.
  private static final double TINY_DISTANCE = 1e-6;

  /** Radius 0.01, 10 steps of 0.003. */
  public static EmpiricalLipschitz defaults() {
    return new EmpiricalLipschitz(0.01, 10, 0.003);
  }

  public EmpiricalLipschitz {
    Range.require(
        radius > 0 && radius <= 1 && stepSize > 0 && stepSize <= 1 && steps >= 1,
        "the Lipschitz constant needs radius and stepSize in (0, 1] and at least one step, got"
            + " radius %s, stepSize %s, steps %s".formatted(radius, stepSize, steps));
  }

  /**
   * The constant at each image.
   *
   * @param images [N, C, H, W] in [0, 1]
   * @param noise standard normal values of the same shape, for the start
   * @return [N]
   */
  public Tensor perImage(Surrogate surrogate, Tensor images, Tensor noise) {
    try (Scope run = Scope.open()) {
      Tensor clean = surrogate.logits(images).detach();
      Tensor x = images.addScaled(noise, START).clamp(0, 1);
      for (int step = 0; step < steps; step++) {
        x = ascend(surrogate, images, clean, x);
      }
      return run.release(ratio(surrogate.logits(x), clean, distance(x, images)));
    }
  }

  private Tensor ascend(Surrogate surrogate, Tensor images, Tensor clean, Tensor x) {
    try (Scope scope = Scope.open()) {
      // d(a/b) = da/b - a db/b²; b is the L∞ distance, whose gradient sits at its largest entry.
      Tensor leaf = x.leaf();
      Tensor distance = Autograd.withGraph(() -> distance(leaf, images));
      Tensor fixed = distance.detach();
      Tensor throughLogits = surrogate.inputGradient(x, z -> ratio(z, clean, fixed), Draws.none());
      Tensor numerator = l1(surrogate.logits(x), clean);
      Tensor factor = numerator.divide(fixed.square());
      Tensor throughDistance =
          Autograd.withGraph(() -> Autograd.gradient(distance.multiply(factor).sum(), leaf));
      Tensor gradient = throughLogits.subtract(throughDistance);
      Tensor moved = x.addScaled(gradient.sign(), stepSize).subtract(images);
      return scope.release(images.add(moved.clamp(-radius, radius)).clamp(0, 1));
    }
  }

  private static Tensor ratio(Tensor logits, Tensor clean, Tensor distance) {
    return l1(logits, clean).divide(distance);
  }

  private static Tensor l1(Tensor logits, Tensor clean) {
    return logits.subtract(clean).abs().sum(false, 1);
  }

  private static Tensor distance(Tensor x, Tensor images) {
    // Gathering the first largest entry gives it the whole gradient, as the published code does; a
    // plain maximum would share it among the many pixels that sit on the ball's surface.
    Tensor moves = x.subtract(images).abs().flatten();
    Tensor first = moves.detach().argmax(1).reshape(-1, 1);
    return moves.gather(1, first).reshape(-1).add(TINY_DISTANCE);
  }
}
