package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.threat.L2Ball;

@NoTensorLeak
class PiTest {
  @Test
  void whatTheBallCutsOffGoesToTheNeighbours() {
    try (Scope scope = Scope.open()) {
      BinaryOperator<Tensor> kernel =
          new Pi.PatchWise(8, 1, 3, false).begin(Slowly.run(Slowly.BALL));
      // One step of 8 · 2/255 leaves the ball of 8/255 by half, at one pixel alone.
      float[] gradient = new float[25];
      gradient[12] = 3;
      Tensor start = Tensor.full(0, 1, 1, 5, 5);
      float[] moved =
          kernel.apply(start, Tensor.of(gradient, 1, 1, 5, 5)).multiply(255).round().toFloatArray();
      for (int i = 0; i < 25; i++) {
        boolean beside = Math.abs(i / 5 - 2) <= 1 && Math.abs(i % 5 - 2) <= 1;
        assertThat(moved[i]).isEqualTo(i == 12 ? 16 : beside ? 8 : 0);
      }
    }
  }

  @Test
  void partOutsideAnL2BallPointsOutwards() {
    try (Scope scope = Scope.open()) {
      Tensor far = Tensor.of(new float[] {3, 4}, 1, 1, 1, 2);
      assertThat(new L2Ball(1).outside(far).toFloatArray()).containsExactly(2.4f, 3.2f);
      assertThat(new L2Ball(5).outside(far).toFloatArray()).containsExactly(0, 0);
    }
  }

  @Test
  void evenKernelsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pi(10, 1, 4))
        .withMessage("kernelSide must be odd, got 4");
  }
}
