package org.lrs.refine;

import org.lrs.Source;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.tensor.Tensor;

/**
 * Squared norm of the loss's gradient with respect to the image: weight · meanᵢ ‖∇ₓℓᵢ‖₂².
 *
 * <p>What LRS-1 approximates by a finite difference, exactly, by double backward.
 *
 * @param weight factor of the term, which warms up like those of LRS
 * @param space where the gradient is measured
 */
@Source(
    paper =
        "Drucker, LeCun: Improving Generalization Performance Using Double Backpropagation, IEEE"
            + " Transactions on Neural Networks 1992",
    at =
        "double backpropagation; input gradient regularisation of Ross, Doshi-Velez, AAAI 2018,"
            + " arXiv 1711.09404")
public record InputGradientPenalty(double weight, Space space) implements LossTerm {

  /** As strong as LRS-1 in the stable preset. */
  public InputGradientPenalty() {
    this(0.05, Space.NORMALIZED);
  }

  /** Checks the ranges. */
  public InputGradientPenalty {
    FineTuneSettings.requireWeight("inputGradient.weight", weight);
  }

  @Override
  public Tensor of(TrainingBatch batch) {
    InputPass pass = InputPass.of(batch, space);
    Tensor squares = pass.squaredGradients(batch.crossEntropyOf(pass.logits()));
    return squares.mean().multiply(weight * batch.warmUp());
  }

  /** Forward pass and input gradient, and the full reverse of both. */
  @Override
  public double passes() {
    return 6;
  }
}
