package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class UpdateRuleTest {
  private static Tensor gradient(float... values) {
    return Tensor.of(values, 1, 1, 1, values.length);
  }

  @Test
  void momentumAddsTheDecayedPast() {
    try (Scope scope = Scope.open()) {
      UnaryOperator<Tensor> kernel = new Momentum(0.5).begin(null);
      assertThat(kernel.apply(gradient(1, -2)).toFloatArray()).containsExactly(1, -2);
      assertThat(kernel.apply(gradient(4, 4)).toFloatArray()).containsExactly(4.5f, 3);
      assertThat(kernel.apply(gradient(0, 0)).toFloatArray()).containsExactly(2.25f, 1.5f);
    }
  }

  @Test
  void momentumOfOneRunDoesNotReachAnother() {
    Momentum rule = new Momentum(1);
    try (Scope scope = Scope.open()) {
      UnaryOperator<Tensor> first = rule.begin(null);
      UnaryOperator<Tensor> second = rule.begin(null);
      assertThat(first.apply(gradient(10)).item()).isEqualTo(10);
      assertThat(second.apply(gradient(1)).item()).isEqualTo(1);
    }
  }

  @Test
  void momentumOutlivesTheScopeOfAStep() {
    try (Scope scope = Scope.open()) {
      UnaryOperator<Tensor> kernel = new Momentum(1).begin(null);
      try (Scope step = Scope.open()) {
        assertThat(kernel.apply(gradient(1)).item()).isEqualTo(1);
      }
      assertThat(kernel.apply(gradient(2)).item()).isEqualTo(3);
    }
  }

  @Test
  void negativeDecayIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Momentum(-1))
        .withMessage("momentumDecay must lie in [0, 10], got -1.0");
  }

  @Test
  void normalisationDividesEachImageByItsMeanSize() {
    Tensor two = Tensor.of(new float[] {1, -3, 100, 300, 0, 0}, 3, 1, 1, 2);
    assertThat(UpdateRule.NORMALIZE_L1.begin(null).apply(two).toFloatArray())
        .containsExactly(new float[] {0.5f, -1.5f, 0.5f, 1.5f, 0, 0}, within(1e-6f));
  }

  @Test
  void chainAppliesItsRulesInOrder() {
    UpdateRule rule = UpdateRule.NORMALIZE_L1.then(new Momentum(1));
    try (Scope scope = Scope.open()) {
      UnaryOperator<Tensor> kernel = rule.begin(null);
      assertThat(kernel.apply(gradient(1, 3)).toFloatArray())
          .containsExactly(new float[] {0.5f, 1.5f}, within(1e-6f));
      assertThat(kernel.apply(gradient(-20, 20)).toFloatArray())
          .containsExactly(new float[] {-0.5f, 2.5f}, within(1e-6f));
    }
  }

  @Test
  void lookAheadQueriesWhereTheMomentumLeads() {
    Tensor x = gradient(0.5f, 0.25f);
    QueryPoint ahead = new QueryPoint.LookAhead(0.5);
    assertThat(ahead.of(x, null, 0.1)).isSameAs(x);
    assertThat(ahead.of(x, gradient(2, -4), 0.1).toFloatArray())
        .containsExactly(new float[] {0.6f, 0.05f}, within(1e-6f));
    assertThat(QueryPoint.CURRENT.of(x, gradient(2, -4), 0.1)).isSameAs(x);
  }
}
