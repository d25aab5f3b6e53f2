package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lrs.attack.Logits;
import org.lrs.attack.Momentum;
import org.lrs.attack.UpdateRule;
import org.lrs.attack.gradient.IFgsm;
import org.lrs.attack.gradient.MiFgsm;
import org.lrs.attack.transform.Dim;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class LogitTest {
  @Test
  void trueClassFallsAndWantedClassRises() {
    try (Scope scope = Scope.open()) {
      Tensor logits = Logits.of(3, 1, 2, 4, 8, 16, 32);
      assertThat(Logits.worth(new Logit(), logits, Logits.labels(1, 0))).containsExactly(-2, -8);
      assertThat(Logits.worth(new Logit(), logits, Logits.targets(1, 0))).containsExactly(2, 8);
    }
  }

  @Test
  void gradientDoesNotFadeHoweverHighTheLogit() {
    try (Scope scope = Scope.open()) {
      assertThat(Logits.gradient(new Logit(), Logits.of(3, 0, 1000, 0), Logits.targets(1)))
          .containsExactly(0, 1, 0);
      assertThat(Logits.gradient(new Logit(), Logits.of(3, 0, 1000, 0), Logits.labels(1)))
          .containsExactly(0, -1, 0);
    }
  }

  @Test
  void momentumIsThatOfGradientsAsTheyAreUnlessAnotherAttackSaysOtherwise() {
    assertThat(Composing.of(new Logit()).rule()).isEqualTo(new Momentum(1));
    assertThat(Composing.of(new Logit(), new Dim()).rule()).isEqualTo(new Momentum(1));
    assertThat(Composing.of(new Dim(), new Logit()).rule()).isEqualTo(new Momentum(1));
    assertThat(Composing.of(new MiFgsm(), new Logit()).rule()).isEqualTo(Momentum.normalized(1));
    assertThat(Composing.of(new IFgsm(), new Logit()).rule()).isEqualTo(UpdateRule.IDENTITY);
  }
}
