package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final int[] LABELS = {0, 1, 2, 0};
  private static final int[] CLEAN = {0, 1, 1, 0};
  private static final int[] ADVERSARIAL = {0, 2, 1, 1};

  private static BitSet images(long bits) {
    return BitSet.valueOf(new long[] {bits});
  }

  @Test
  void untargetedSuccessIsAnyOtherClass() {
    Outcomes outcomes = Outcomes.of(CLEAN, ADVERSARIAL, LABELS, Optional.empty());
    assertThat(outcomes).isEqualTo(new Outcomes(images(0b1111), images(0b1011), images(0b1110)));
    assertThat(outcomes.result())
        .isEqualTo(Outcomes.of(CLEAN, ADVERSARIAL, LABELS, Optional.empty()).result());
  }

  @Test
  void targetedSuccessIsTheClassAskedForAndItsOwnImagesAreNoTrials() {
    int[] wanted = {1, 2, 2, 1};
    Outcomes outcomes = Outcomes.of(CLEAN, ADVERSARIAL, LABELS, Optional.of(wanted));
    assertThat(outcomes).isEqualTo(new Outcomes(images(0b1011), images(0b1011), images(0b1010)));
  }
}
