package org.lrs.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LrsSettingsTest {
  private static final DifferenceStep STEP = DifferenceStep.normalized(1.5);

  @Test
  void negativeWeightIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LrsSettings(
                    1, -1, 0, STEP, STEP, PenaltyMode.PAPER, BatchNormPolicy.CLEAN_PASS))
        .withMessage("weight1 must be a number at or above 0, got -1.0");
  }

  @Test
  void stepOfLengthZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DifferenceStep.pixel(0))
        .withMessage("a finite-difference step must be above 0, got 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> DifferenceStep.pixel(Double.NaN));
  }

  @Test
  void warmUpScalesWeightsAndTheSecondStep() {
    LrsSettings full =
        new LrsSettings(2, 5, 4, STEP, STEP, PenaltyMode.PAPER, BatchNormPolicy.CLEAN_PASS);
    LrsSettings half = full.scaled(0.5, 0.1);
    assertThat(half.crossEntropyWeight()).isEqualTo(2);
    assertThat(half.weight1()).isEqualTo(2.5);
    assertThat(half.weight2()).isEqualTo(2);
    assertThat(half.step1()).isEqualTo(STEP);
    assertThat(half.step2()).hasToString(1.5 * 0.1 + " normalized");
  }
}
