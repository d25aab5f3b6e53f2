package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class SgdTest {
  private static final float FLOAT32 = 1e-6f;

  private static Tensor vector(float... values) {
    return Tensor.of(values, values.length);
  }

  @Test
  void twoStepsWithMomentumAndWeightDecay() {
    try (Scope scope = Scope.open()) {
      Tensor parameter = vector(1, -2);
      try (Sgd sgd = new Sgd(List.of(parameter), 0.9, 0.1)) {
        sgd.step(List.of(vector(0.5f, 0)), 0.5, 0, 0.1);
        // v = g + 0.1 p = (0.6, -0.2); p - 0.1 v = (0.94, -1.98).
        assertThat(parameter.toFloatArray())
            .containsExactly(new float[] {0.94f, -1.98f}, within(FLOAT32));
        sgd.step(List.of(vector(0, 1)), 1, 0, 0.2);
        // v = 0.9 (0.6, -0.2) + (0, 1) + 0.1 (0.94, -1.98) = (0.634, 0.622).
        assertThat(parameter.toFloatArray())
            .containsExactly(
                new float[] {0.94f - 0.2f * 0.634f, -1.98f - 0.2f * 0.622f}, within(FLOAT32));
      }
    }
  }

  @Test
  void clippingScalesAllGradientsTogether() {
    try (Scope scope = Scope.open()) {
      Tensor a = vector(0);
      Tensor b = vector(0);
      List<Tensor> gradients = List.of(vector(3), vector(-4));
      double norm = Sgd.norm(gradients);
      assertThat(norm).isEqualTo(5);
      try (Sgd sgd = new Sgd(List.of(a, b), 0, 0)) {
        sgd.step(gradients, norm, 1, 1);
        // A norm of 5 clipped to 1: divided by 5 and a millionth.
        assertThat(a.item()).isCloseTo(-0.6, within(1e-6));
        assertThat(b.item()).isCloseTo(0.8, within(1e-6));
      }
    }
  }

  @Test
  void gradientsBelowTheLimitAreNotClipped() {
    try (Scope scope = Scope.open()) {
      Tensor a = vector(0);
      try (Sgd sgd = new Sgd(List.of(a), 0, 0)) {
        sgd.step(List.of(vector(0.5f)), 0.5, 1, 1);
        assertThat(a.item()).isEqualTo(-0.5);
      }
    }
  }
}
