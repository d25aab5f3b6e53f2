package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.Preset;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * Both Lipschitz penalties: the gradient norm and the curvature of the loss at each image.
 *
 * @param weight1 λ1 of the gradient norm; 0 leaves LRS-1 out
 * @param weight2 λ2 of the curvature; 0 leaves LRS-2 out
 * @param step1 h1
 * @param step2 h2
 * @param mode which reading of the penalties is computed
 * @param crossEntropyWeight factor of the cross-entropy: 1; 2 repeats the release, which counts its
 *     gradient twice
 * @param difference2 half the step of the finite difference with which four ordinary passes replace
 *     LRS-2's double backward, in the space of {@code step2}; empty for double backward
 */
@Published(
    name = "lrs-f",
    summary = "gradient norm and curvature",
    paper = Source.LRS,
    at = "LRS-F; algorithm 1",
    formula =
        """
        loss = mean ℓ + λ1 · meanᵢ ((ℓᵢ(xᵢ + h1·dᵢ) − ℓᵢ(xᵢ)) / h1)² + λ2 · meanᵢ ‖∇ℓᵢ(xᵢ + h2·dᵢ) − ∇ℓᵢ(xᵢ)‖₂² / h2²
        dᵢ = ∇ℓᵢ(xᵢ) / ‖∇ℓᵢ(xᵢ)‖₂, held constant\
        """,
    differences =
        "The release lacks the file with its penalties; three readings can be computed (mode). The"
            + " default clips the gradient and warms the penalties up, the release does neither"
            + " (preset published).")
@AutoService(Refinement.class)
public record LrsF(
    double weight1,
    double weight2,
    DifferenceStep step1,
    DifferenceStep step2,
    PenaltyMode mode,
    double crossEntropyWeight,
    Optional<Double> difference2)
    implements Refinement {

  /**
   * The weight of LRS-2, and beside it a tenth of that of LRS-1: its gradient's heavy tails would
   * use up the clip.
   */
  public LrsF() {
    this(0.01, 0.05, PenaltyMode.REFERENCE, 1);
  }

  /** Both penalties with the published steps. */
  public LrsF(double weight1, double weight2, PenaltyMode mode, double crossEntropyWeight) {
    this(
        weight1,
        weight2,
        DifferenceStep.normalized(0.01),
        DifferenceStep.normalized(1.5),
        mode,
        crossEntropyWeight,
        Optional.empty());
  }

  public LrsF {
    Range.checkFactor("weight1", weight1);
    Range.checkFactor("weight2", weight2);
    Range.checkFactor("crossEntropyWeight", crossEntropyWeight);
    Range.require(
        difference2.stream().allMatch(radius -> radius > 0 && Double.isFinite(radius)),
        "difference2 must be above 0, got " + difference2.orElse(0.0));
  }

  @Override
  public LrsF under(Preset preset) {
    return preset == Preset.PUBLISHED
        ? new LrsF(5, 5, step1, step2, PenaltyMode.LINEAGE, 2, difference2)
        : this;
  }

  @Override
  public Training addTo(Training training) {
    Training all =
        crossEntropyWeight == 1 ? training : training.crossEntropyWeight(crossEntropyWeight);
    all = weight1 > 0 ? new Lrs1(weight1, step1, mode, 1).addTo(all) : all;
    return weight2 > 0 ? new Lrs2(weight2, step2, mode, difference2).addTo(all) : all;
  }
}
