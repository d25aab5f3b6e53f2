package org.lrs.refine.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.Training;

class LrsFTest {

  @Test
  void negativeWeightIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LrsF(-1, 0, PenaltyMode.PAPER, 1))
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
  void penaltyOfWeightZeroIsLeftOut() {
    Training second = Training.basic().with(new LrsF(0, 0.05, PenaltyMode.REFERENCE, 1));
    assertThat(second.terms()).isEqualTo(Training.basic().with(new Lrs2()).terms());
  }
}
