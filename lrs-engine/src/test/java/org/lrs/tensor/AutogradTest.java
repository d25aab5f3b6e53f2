package org.lrs.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class AutogradTest {

  @Test
  void gradientOfTheGradientOfACubeIsSixX() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(new float[] {2, -3}, 2).leaf();
      Tensor cubes = x.square().multiply(x).sum();
      Tensor first = Autograd.differentiableGradient(cubes, x);
      assertThat(first.toFloatArray()).containsExactly(12, 27); // 3x²
      Tensor second = Autograd.gradient(first.sum(), x);
      assertThat(second.toFloatArray()).containsExactly(12, -18); // 6x
    }
  }

  @Test
  void gradientThroughAnInputGradientReachesTheParameters() {
    // ∂/∂w of ‖∂(w x²/2)/∂x‖² = ∂/∂w (w x)² = 2 w x².
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(3, 1).leaf();
      Tensor w = Tensor.full(5, 1).leaf();
      Tensor loss = x.square().multiply(w).multiply(0.5).sum();
      Tensor gradient = Autograd.differentiableGradient(loss, x);
      assertThat(Autograd.gradient(gradient.square().sum(), w).item()).isEqualTo(90);
    }
  }

  @Test
  void keptGraphCanBeUsedAgain() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(4, 1).leaf();
      Tensor y = x.square().sum();
      assertThat(Autograd.gradientKeepingGraph(y, x).item()).isEqualTo(8);
      assertThat(Autograd.gradient(y, x).item()).isEqualTo(8);
    }
  }

  @Test
  void gradientsComeInTheOrderOfTheirInputs() {
    try (Scope scope = Scope.open()) {
      Tensor a = Tensor.full(2, 1).leaf();
      Tensor b = Tensor.full(7, 1).leaf();
      List<Tensor> found = Autograd.gradients(a.multiply(b).sum(), List.of(b, a));
      assertThat(found.get(0).item()).isEqualTo(2);
      assertThat(found.get(1).item()).isEqualTo(7);
    }
  }

  @Test
  void gradientOfManyValuesIsRefused() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(0, 3).leaf();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Autograd.gradient(x.square(), x))
          .withMessage("gradients are taken of a scalar, got [3]; sum or average it first");
    }
  }

  @Test
  void withoutGraphNothingIsRecordedAndTheModeComesBack() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(4, 1).leaf();
      Tensor plain = Autograd.withoutGraph(() -> x.square().sum());
      assertThat(plain.handle().requires_grad()).isFalse();
      Tensor inner = Autograd.withoutGraph(() -> Autograd.withGraph(() -> x.square().sum()));
      assertThat(Autograd.gradient(inner, x).item()).isEqualTo(8);
      assertThat(x.square().handle().requires_grad()).isTrue();
    }
  }
}
