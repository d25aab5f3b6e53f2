package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.refine.InputPass;
import org.lrs.refine.LossTerm;
import org.lrs.refine.Passes;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;
import org.lrs.tensor.Tensor;

/**
 * Squared norm of the loss's gradient with respect to the image: weight · meanᵢ ‖∇ₓℓᵢ‖₂².
 *
 * <p>What LRS-1 approximates by a finite difference, exactly, by double backward.
 *
 * @param weight factor of the term, which warms up like those of LRS
 * @param space where the gradient is measured
 */
@Published(
    name = "input-gradient",
    summary = "norm of the input gradient, by double backward",
    paper =
        "Drucker, LeCun: Improving Generalization Performance Using Double Backpropagation, IEEE"
            + " Transactions on Neural Networks 1992",
    at =
        "double backpropagation; input gradient regularisation of Ross, Doshi-Velez, AAAI 2018,"
            + " arXiv 1711.09404",
    formula = "loss = mean ℓ + weight · meanᵢ ‖∇ₓℓᵢ‖₂²",
    differences =
        "The gradient of each image's own loss is squared, not that of the batch's mean; it may be"
            + " measured in pixels.")
@AutoService(Refinement.class)
public record InputGradient(double weight, Space space) implements Refinement, LossTerm {

  /** As strong as LRS-1, which is halved. */
  public InputGradient() {
    this(0.05, Space.NORMALIZED);
  }

  public InputGradient {
    Range.checkPositive("inputGradient.weight", weight);
  }

  @Override
  public String name() {
    return "input-gradient";
  }

  @Override
  public Training addTo(Training training) {
    return training.term(this);
  }

  @Override
  public Weighted of(Passes passes) {
    InputPass pass = InputPass.of(passes, space);
    Tensor squares = pass.squaredGradients(passes.crossEntropyOf(pass.logits()));
    return new Weighted(squares.mean(), weight);
  }

  /** Forward pass and input gradient, and the full reverse of both. */
  @Override
  public double passes() {
    return 6;
  }
}
