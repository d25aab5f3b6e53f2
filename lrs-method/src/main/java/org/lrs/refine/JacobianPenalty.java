package org.lrs.refine;

import org.lrs.Source;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.tensor.Tensor;

/**
 * Squared Frobenius norm of the logits' Jacobian with respect to the image: weight / 2 · meanᵢ
 * ‖J(xᵢ)‖²_F, estimated by random projections.
 *
 * <p>For v uniform on the unit sphere, classes · ‖∂(v·z)/∂x‖₂² has the mean ‖J‖²_F; the estimate is
 * the mean over independent v. It needs no labels.
 *
 * @param weight factor of the term, which warms up like those of LRS
 * @param projections directions drawn per image and epoch
 * @param space where gradients are measured
 */
@Source(
    paper =
        "Hoffman, Roberts, Yaida: Robust Learning with Jacobian Regularization, 2019, arXiv"
            + " 1908.02729",
    at = "algorithm 1")
public record JacobianPenalty(double weight, int projections, Space space) implements LossTerm {

  /** One projection; about the size of LRS-1 in the stable preset, on a trained network. */
  public JacobianPenalty() {
    this(3e-4, 1, Space.NORMALIZED);
  }

  /** Checks the ranges. */
  public JacobianPenalty {
    FineTuneSettings.requireWeight("jacobian.weight", weight);
    FineTuneSettings.require(
        projections >= 1, "jacobian.projections must be at least 1, got " + projections);
  }

  @Override
  public Tensor of(TrainingBatch batch) {
    InputPass pass = InputPass.of(batch, space);
    Tensor sum = null;
    for (int i = 0; i < projections; i++) {
      Tensor squares = projected(pass, directions(batch, i));
      sum = sum == null ? squares : sum.add(squares);
    }
    double factor = weight * batch.warmUp() / 2 / projections;
    return sum.mean().multiply(factor * batch.classifier().classes());
  }

  /** ‖∂(vᵢ·zᵢ)/∂x‖₂², [N]. */
  static Tensor projected(InputPass pass, Tensor directions) {
    return pass.squaredGradients(pass.logits().multiply(directions).sumPerSample());
  }

  /** Uniform on the unit sphere, [N, classes]. */
  private static Tensor directions(TrainingBatch batch, int number) {
    Tensor normal =
        batch.draws().split("projection").split(number).gaussian(batch.classifier().classes());
    return normal.divide(normal.normPerSample().perSampleLike(normal));
  }

  /** Forward pass, and input gradient with the full reverse of both for each projection. */
  @Override
  public double passes() {
    return 2 + 4 * projections;
  }
}
