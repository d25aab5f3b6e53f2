package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.refine.Refinement;
import org.lrs.refine.SharpnessAware;
import org.lrs.refine.Training;

/**
 * Sharpness-aware steps: each takes the gradient where the loss nearby is highest.
 *
 * @param radius ρ, length of the climb, in (0, 10]
 */
@Published(
    name = "sam",
    summary = "sharpness-aware steps",
    paper =
        "Foret, Kleiner, Mobahi, Neyshabur: Sharpness-Aware Minimization for Efficiently Improving"
            + " Generalization, ICLR 2021, arXiv 2010.01412",
    at = "algorithm 1, p = 2",
    formula =
        """
        g = ∇L(θ + ρ · ∇L(θ) / ‖∇L(θ)‖₂), applied at θ
        L the whole loss of the step, ‖·‖₂ over all trained weights together""",
    differences =
        "Running statistics of batch normalisation follow the pass at θ alone; implementations that"
            + " plainly run two passes let them follow both.")
@AutoService(Refinement.class)
public record Sam(double radius) implements Refinement {

  /** The published radius for CIFAR. */
  public Sam() {
    this(0.05);
  }

  public Sam {
    SharpnessAware unused = new SharpnessAware(radius);
  }

  @Override
  public Training addTo(Training training) {
    return training.stepRule(new SharpnessAware(radius));
  }
}
