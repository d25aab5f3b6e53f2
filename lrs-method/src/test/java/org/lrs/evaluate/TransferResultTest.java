package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lrs.statistics.SuccessRate;

class TransferResultTest {
  private static final int[] LABELS = {0, 0, 1, 1, 2, 2};
  // Wrong when clean: images 1 and 5.
  private static final int[] CLEAN = {0, 2, 1, 1, 2, 0};

  @Test
  void untargetedSuccessIsAnyOtherClass() {
    // Fooled: 0, 1 (was wrong anyway), 3. Image 5 became right.
    int[] adversarial = {1, 2, 1, 0, 2, 2};
    TransferResult result = Outcomes.of(CLEAN, adversarial, LABELS, Optional.empty()).result();
    assertThat(result.all()).isEqualTo(new SuccessRate(3, 6));
    assertThat(result.cleanCorrect()).isEqualTo(new SuccessRate(2, 4));
  }

  @Test
  void targetedSuccessIsTheWantedClassAlone() {
    int[] wanted = {1, 2, 2, 2, 0, 0};
    // Reached: 0, 1 (already there when clean). Image 3 is fooled into another class.
    int[] adversarial = {1, 2, 1, 0, 2, 2};
    TransferResult result = Outcomes.of(CLEAN, adversarial, LABELS, Optional.of(wanted)).result();
    assertThat(result.all()).isEqualTo(new SuccessRate(2, 6));
    assertThat(result.cleanCorrect()).isEqualTo(new SuccessRate(1, 4));
  }

  @Test
  void imagesOfTheClassAskedForAreNoTrials() {
    int[] wanted = {0, 0, 0, 0, 0, 0};
    // Of the four others, 2 and 5 reach the class; 5 was there already when clean, wrongly.
    int[] adversarial = {0, 0, 0, 1, 2, 0};
    TransferResult result = Outcomes.of(CLEAN, adversarial, LABELS, Optional.of(wanted)).result();
    assertThat(result.all()).isEqualTo(new SuccessRate(2, 4));
    assertThat(result.cleanCorrect()).isEqualTo(new SuccessRate(1, 3));
    assertThat(Outcomes.of(CLEAN, adversarial, LABELS, Optional.empty()).result())
        .isEqualTo(Outcomes.of(CLEAN, adversarial, LABELS, Optional.empty()).result());
  }

  @Test
  void unchangedImagesCountTheirOldErrorsOnlyOverAll() {
    TransferResult result = Outcomes.of(CLEAN, CLEAN, LABELS, Optional.empty()).result();
    assertThat(result.all()).isEqualTo(new SuccessRate(2, 6));
    assertThat(result.cleanCorrect()).isEqualTo(new SuccessRate(0, 4));
  }

  @Test
  void targetThatIsAlwaysWrongHasNoHonestRate() {
    int[] wrong = {1, 1, 2, 2, 0, 0};
    TransferResult result = Outcomes.of(wrong, wrong, LABELS, Optional.empty()).result();
    assertThat(result.all().rate()).isEqualTo(1);
    assertThat(result.cleanCorrect().rate()).isNaN();
  }
}
