package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.GradientNormPenalty;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.PointTerm.GradientNormTerm;
import org.lrs.refine.Preset;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * The gradient norm of the loss at each image.
 *
 * @param weight λ1, above 0
 * @param step h1
 * @param mode which reading of the penalty is computed
 * @param crossEntropyWeight factor of the cross-entropy: 1; 2 repeats the release, which counts its
 *     gradient twice
 */
@Published(
    name = "lrs-1",
    summary = "gradient norm, by one more forward pass",
    paper = Source.LRS,
    at = "LRS-1; descends from TULIP, arXiv 1905.11468",
    formula =
        """
        loss = mean ℓ + λ1 · meanᵢ ((ℓᵢ(xᵢ + h1·dᵢ) − ℓᵢ(xᵢ)) / h1)²
        dᵢ = ∇ℓᵢ(xᵢ) / ‖∇ℓᵢ(xᵢ)‖₂, held constant\
        """,
    differences =
        "The release lacks the file with its penalties; three readings can be computed (mode). The"
            + " default clips the gradient and warms the penalty up, the release does neither"
            + " (preset published).")
@AutoService(Refinement.class)
public record Lrs1(double weight, DifferenceStep step, PenaltyMode mode, double crossEntropyWeight)
    implements Refinement {

  /** λ1 = 0.1 and the published step. */
  public Lrs1() {
    this(0.1, DifferenceStep.normalized(0.01), PenaltyMode.REFERENCE, 1);
  }

  public Lrs1 {
    Range.checkPositive("weight", weight);
    Range.checkFactor("crossEntropyWeight", crossEntropyWeight);
  }

  @Override
  public Lrs1 under(Preset preset) {
    return preset == Preset.PUBLISHED ? new Lrs1(5, step, PenaltyMode.LINEAGE, 2) : this;
  }

  @Override
  public Training addTo(Training training) {
    Training all =
        crossEntropyWeight == 1 ? training : training.crossEntropyWeight(crossEntropyWeight);
    return all.term(new GradientNormTerm(weight, new GradientNormPenalty(step, mode)));
  }
}
