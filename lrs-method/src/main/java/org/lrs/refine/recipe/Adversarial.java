package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.refine.AdversarialTraining;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * Adversarial images in place of the clean ones, at a radius so small that accuracy hardly suffers.
 *
 * @param weight factor of the adversarial images' cross-entropy
 * @param epsilon radius, in pixel units
 * @param stepSize of an inner step, in pixel units; empty for 2 ε / steps
 * @param steps inner steps
 * @param randomStart whether they start at a uniform point of the ball, drawn per image and epoch
 * @param cleanWeight factor of the clean images' cross-entropy; 0 leaves them out
 */
@Published(
    name = "adversarial",
    summary = "adversarial images alone, at a small radius",
    paper =
        "Springer, Mitchell, Kenyon: A Little Robustness Goes a Long Way: Leveraging Robust Features"
            + " for Targeted Transfer Attacks, NeurIPS 2021, arXiv 2106.02105",
    at = "slightly robust surrogates; inner maximisation of Madry et al. 2018, arXiv 1706.06083",
    formula =
        """
        loss = weight · mean ℓ(x')
        x' ← Π(x' + stepSize · sign ∇ₓℓ(x')), Π onto the L∞ ball of radius ε around x and [0, 1]""",
    differences =
        "The paper attacks through networks trained so from scratch; here a trained network is"
            + " refined, in L∞. The inner steps never move the running statistics of batch"
            + " normalisation.")
@AutoService(Refinement.class)
public record Adversarial(
    double weight,
    double epsilon,
    Optional<Double> stepSize,
    int steps,
    boolean randomStart,
    double cleanWeight)
    implements Refinement {

  /** One grey level, three steps, no clean images. */
  public Adversarial() {
    this(1, 1.0 / 255, Optional.empty(), 3, true, 0);
  }

  public Adversarial {
    Range.checkFactor("cleanWeight", cleanWeight);
    AdversarialTraining unused =
        new AdversarialTraining(weight, epsilon, stepSize, steps, randomStart, false);
  }

  /** The same beside clean images. */
  public Adversarial withCleanWeight(double factor) {
    return new Adversarial(weight, epsilon, stepSize, steps, randomStart, factor);
  }

  @Override
  public Training addTo(Training training) {
    Training all = cleanWeight == 1 ? training : training.crossEntropyWeight(cleanWeight);
    return all.term(new AdversarialTraining(weight, epsilon, stepSize, steps, randomStart, false));
  }
}
