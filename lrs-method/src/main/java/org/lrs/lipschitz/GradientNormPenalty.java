package org.lrs.lipschitz;

import org.lrs.Source;
import org.lrs.tensor.Tensor;

/**
 * Squared gradient norm of the loss at each image (LRS-1).
 *
 * <p>Approximates ‖∇ₓℓ(x, y)‖₂² by ((ℓ(x + h·d) − ℓ(x)) / h)², where d is the unit gradient, held
 * constant. Costs the input gradient and one more forward pass; needs no second derivative.
 *
 * @param step h
 * @param mode which reading is computed
 */
@Source(paper = Source.LRS, at = "LRS-1; descends from TULIP, arXiv 1905.11468")
public record GradientNormPenalty(DifferenceStep step, PenaltyMode mode) {

  /**
   * The penalty of a batch, before its weight.
   *
   * @return scalar, with history to the parameters, owned by the caller's scope
   */
  public Tensor of(LossPoint point) {
    return switch (mode) {
      case PAPER -> slopes(point).square().mean();
      case REFERENCE -> slopes(point).square().mean().multiply(0.5);
      case LINEAGE -> slopes(point).mean().square().multiply(0.5);
    };
  }

  /** (ℓ_i(x + h d) - ℓ_i(x)) / h, [N]: about the gradient's norm. */
  public Tensor slopes(LossPoint point) {
    Tensor direction = LossPoint.unit(step.gradientHere(point.gradient().detach(), point.std()));
    Tensor stepped = step.stepFrom(point.images(), direction, point.std());
    return point.lossOf().apply(stepped).subtract(point.losses()).divide(step.value());
  }
}
