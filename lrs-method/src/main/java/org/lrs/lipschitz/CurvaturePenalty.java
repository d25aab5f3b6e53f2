package org.lrs.lipschitz;

import org.lrs.Source;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Tensor;

/**
 * Squared curvature of the loss along its gradient at each image (LRS-2).
 *
 * <p>Approximates ‖H d‖₂² by ‖∇ₓℓ(x + h·d) − ∇ₓℓ(x)‖₂² / h², where H is the Hessian with respect to
 * the image and d the unit gradient, held constant. Needs the derivative, with respect to the
 * parameters, of two input gradients (double backward).
 *
 * @param step h
 * @param mode which reading is computed
 */
@Source(paper = Source.LRS, at = "LRS-2; descends from CURE, arXiv 1811.09716")
public record CurvaturePenalty(DifferenceStep step, PenaltyMode mode) {
  // Below this squared norm the root's derivative is cut off: it is infinite at zero.
  private static final double SMALLEST_SQUARE = 1e-24;

  /**
   * The penalty of a batch, before its weight.
   *
   * @return scalar, with history to the parameters, owned by the caller's scope
   */
  public Tensor of(LossPoint point) {
    return reduced(squaredChanges(point));
  }

  /** The penalty of ‖Δgᵢ‖², [N] to a scalar. */
  Tensor reduced(Tensor squares) {
    double h = step.value();
    return switch (mode) {
      case PAPER -> squares.mean().divide(h * h);
      case REFERENCE -> squares.atLeast(SMALLEST_SQUARE).sqrt().mean();
      // Gradients of the batch-mean loss are those of the samples divided by their number.
      case LINEAGE -> squares.atLeast(SMALLEST_SQUARE).sqrt().mean().divide(squares.elements());
    };
  }

  /** ‖∇ℓ_i(x + h d) − ∇ℓ_i(x)‖², [N]. */
  public Tensor squaredChanges(LossPoint point) {
    Tensor here = step.gradientHere(point.gradient(), point.std());
    Tensor far = far(point, here).leaf();
    Tensor farGradient = Autograd.differentiableGradient(point.lossOf().apply(far).sum(), far);
    Tensor there = step.gradientHere(farGradient, point.std());
    return there.subtract(here).square().sumPerSample();
  }

  /** x + h d, normalised, for the gradient at x in this step's space. */
  Tensor far(LossPoint point, Tensor here) {
    Tensor constant = here.detach();
    Tensor direction = LossPoint.unit(mode == PenaltyMode.PAPER ? constant : constant.sign());
    return step.stepFrom(point.images(), direction, point.std());
  }
}
