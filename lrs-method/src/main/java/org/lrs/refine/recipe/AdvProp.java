package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.lrs.Published;
import org.lrs.refine.AdversarialTraining;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * Clean and adversarial images, each with a batch normalisation of their own; that of the
 * adversarial ones ends with the training.
 *
 * @param weight factor of the adversarial images' cross-entropy
 * @param epsilon radius, in pixel units
 * @param stepSize of an inner step, in pixel units; empty for 2 ε / steps
 * @param steps inner steps
 * @param randomStart whether they start at a uniform point of the ball, drawn per image and epoch
 */
@Published(
    name = "advprop",
    summary = "clean and adversarial images, each with a batch normalisation of their own",
    paper =
        "Xie, Tan, Gong, Wang, Yuille, Le: Adversarial Examples Improve Image Recognition, CVPR"
            + " 2020, arXiv 1911.09665",
    at = "auxiliary batch norm; algorithm 1",
    formula =
        """
        loss = mean ℓ(x; θ, β) + weight · mean ℓ(x'; θ, β'), β and β' batch normalisation
        x' ← Π(x' + stepSize · sign ∇ₓℓ(x'; θ, β')), Π onto the L∞ ball of radius ε around x and [0, 1]""",
    differences =
        "The paper trains from scratch; here the second normalisation starts as a copy of the"
            + " trained one, and the radius is one grey level.")
@AutoService(Refinement.class)
public record AdvProp(
    double weight, double epsilon, Optional<Double> stepSize, int steps, boolean randomStart)
    implements Refinement {

  /** One grey level, three steps. */
  public AdvProp() {
    this(1, 1.0 / 255, Optional.empty(), 3, true);
  }

  public AdvProp {
    AdversarialTraining unused =
        new AdversarialTraining(weight, epsilon, stepSize, steps, randomStart, true);
  }

  @Override
  public Training addTo(Training training) {
    return training.term(
        new AdversarialTraining(weight, epsilon, stepSize, steps, randomStart, true));
  }
}
