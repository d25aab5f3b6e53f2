package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lrs.attack.AttackLoss;
import org.lrs.attack.Composition;
import org.lrs.attack.Logits;
import org.lrs.attack.Objective;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class CrossEntropyTest {
  private static final double FLOAT32 = 1e-6;

  @Test
  void twoEqualLogitsAreWorthLogTwo() {
    try (Scope scope = Scope.open()) {
      assertThat(Logits.worth(AttackLoss.CROSS_ENTROPY, Logits.of(2, 3, 3), Logits.labels(0))[0])
          .isCloseTo(Math.log(2), within(FLOAT32));
      assertThat(Logits.worth(AttackLoss.CROSS_ENTROPY, Logits.of(2, 3, 3), Logits.targets(0))[0])
          .isCloseTo(-Math.log(2), within(FLOAT32));
    }
  }

  @Test
  void isWhatAttacksRaiseUnlessToldOtherwise() {
    Objective named = new CrossEntropy().build(Composing.THREAT).objective();
    assertThat(new Composition(Composing.THREAT).build().objective()).isEqualTo(named);
  }
}
