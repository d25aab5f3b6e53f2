package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.lrs.attack.Logits;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class LogitMarginTest {
  @Test
  void marginIsToTheBestOtherClass() {
    try (Scope scope = Scope.open()) {
      Tensor logits = Logits.of(3, 1, 5, 4, 9, 2, 3);
      // 5 - 1 and 3 - 9: how far the best other class leads the true one.
      assertThat(Logits.worth(new LogitMargin(), logits, Logits.labels(0, 0)))
          .containsExactly(4, -6);
      assertThat(Logits.worth(new LogitMargin(), logits, Logits.targets(0, 0)))
          .containsExactly(-4, 6);
    }
  }

  @Test
  void gradientPullsTheTrueClassDownAndItsBestRivalUp() {
    try (Scope scope = Scope.open()) {
      Tensor logits = Logits.of(4, 7, 5, 4, 1);
      assertThat(Logits.gradient(new LogitMargin(), logits, Logits.labels(0)))
          .containsExactly(-1, 1, 0, 0);
      assertThat(Logits.gradient(new LogitMargin(), logits, Logits.targets(2)))
          .containsExactly(-1, 0, 1, 0);
    }
  }

  @Test
  void rivalsThatAreEqualShareTheGradient() {
    try (Scope scope = Scope.open()) {
      assertThat(Logits.gradient(new LogitMargin(), Logits.of(3, 1, 5, 5), Logits.labels(0)))
          .containsExactly(-1, 0.5, 0.5);
    }
  }

  @Test
  void oneClassIsRefused() {
    try (Scope scope = Scope.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Logits.worth(new LogitMargin(), Logits.of(1, 2), Logits.labels(0)))
          .withMessage("a margin of logits needs at least 2 classes, got 1");
    }
  }
}
