package org.lrs.lipschitz;

import java.util.Optional;

/**
 * Weights and steps of the penalties.
 *
 * @param crossEntropyWeight factor of the clean images' cross-entropy: 1; 2 to repeat the release,
 *     which counts its gradient twice; 0 to train on other terms alone
 * @param weight1 λ1 of the gradient norm; 0 leaves LRS-1 out
 * @param weight2 λ2 of the curvature; 0 leaves LRS-2 out
 * @param step1 h1
 * @param step2 h2
 * @param mode which reading of the penalties is computed
 * @param batchNorm statistics used in each pass
 * @param difference2 half the step of the finite difference with which four ordinary passes replace
 *     LRS-2's double backward, in the space of {@code step2}; empty for double backward
 */
public record LrsSettings(
    double crossEntropyWeight,
    double weight1,
    double weight2,
    DifferenceStep step1,
    DifferenceStep step2,
    PenaltyMode mode,
    BatchNormPolicy batchNorm,
    Optional<Double> difference2) {

  /** Settings with double backward for LRS-2. */
  public LrsSettings(
      double crossEntropyWeight,
      double weight1,
      double weight2,
      DifferenceStep step1,
      DifferenceStep step2,
      PenaltyMode mode,
      BatchNormPolicy batchNorm) {
    this(crossEntropyWeight, weight1, weight2, step1, step2, mode, batchNorm, Optional.empty());
  }

  /** Checks the ranges. */
  public LrsSettings {
    requireWeight("crossEntropyWeight", crossEntropyWeight);
    requireWeight("weight1", weight1);
    requireWeight("weight2", weight2);
    difference2.ifPresent(
        radius -> {
          if (!(radius > 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("difference2 must be above 0, got " + radius);
          }
        });
  }

  private static void requireWeight(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be a number at or above 0, got " + value);
    }
  }

  /** Whether a step needs the clean images' loss: for its own sake, or for a penalty. */
  public boolean hasCleanPass() {
    return crossEntropyWeight > 0 || weight1 > 0 || weight2 > 0;
  }

  /** The same settings with another factor of the clean images' cross-entropy. */
  public LrsSettings withCrossEntropyWeight(double weight) {
    return new LrsSettings(weight, weight1, weight2, step1, step2, mode, batchNorm, difference2);
  }

  /** The same settings with the penalties' weights and h2 scaled, as a warm-up does. */
  public LrsSettings scaled(double weightFactor, double step2Factor) {
    return new LrsSettings(
        crossEntropyWeight,
        weight1 * weightFactor,
        weight2 * weightFactor,
        step1,
        new DifferenceStep(step2.value() * step2Factor, step2.space()),
        mode,
        batchNorm,
        difference2);
  }
}
