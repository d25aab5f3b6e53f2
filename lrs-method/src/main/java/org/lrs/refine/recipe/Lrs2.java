package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.lipschitz.CurvaturePenalty;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.PointTerm.CurvatureTerm;
import org.lrs.refine.Preset;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * The curvature of the loss along its gradient at each image.
 *
 * @param weight λ2, above 0
 * @param step h2
 * @param mode which reading of the penalty is computed
 * @param difference half the step of the finite difference with which four ordinary passes replace
 *     double backward, in the space of {@code step}; empty for double backward
 */
@Published(
    name = "lrs-2",
    summary = "curvature along the gradient, by double backward",
    paper = Source.LRS,
    at = "LRS-2; descends from CURE, arXiv 1811.09716",
    formula =
        """
        loss = mean ℓ + λ2 · meanᵢ ‖∇ℓᵢ(xᵢ + h2·dᵢ) − ∇ℓᵢ(xᵢ)‖₂² / h2²
        dᵢ = ∇ℓᵢ(xᵢ) / ‖∇ℓᵢ(xᵢ)‖₂, held constant\
        """,
    differences =
        "The release lacks the file with its penalties; three readings can be computed (mode). The"
            + " default clips the gradient and warms the penalty up, the release does neither"
            + " (preset published). Four ordinary passes may take the place of double backward.")
@AutoService(Refinement.class)
public record Lrs2(
    double weight, DifferenceStep step, PenaltyMode mode, Optional<Double> difference)
    implements Refinement {

  /** λ2 = 0.05 and the published step. */
  public Lrs2() {
    this(0.05, DifferenceStep.normalized(1.5), PenaltyMode.REFERENCE, Optional.empty());
  }

  public Lrs2 {
    Range.checkPositive("weight", weight);
    difference.ifPresent(radius -> Range.checkPositive("difference", radius));
  }

  @Override
  public Lrs2 under(Preset preset) {
    return preset == Preset.PUBLISHED ? new Lrs2(5, step, PenaltyMode.LINEAGE, difference) : this;
  }

  @Override
  public Training addTo(Training training) {
    return training.term(new CurvatureTerm(weight, new CurvaturePenalty(step, mode), difference));
  }
}
