package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.attack.Aim;
import org.lrs.attack.Slowly;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class PiPlusTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stepsEqualASlowImplementation(boolean once) {
    double beta = 6;
    double gamma = 0.8;
    double size = beta * Slowly.STEPS.size();
    double[][][] gradients = {gradient(1), gradient(2), gradient(3)};
    double[][] gathered = new double[6][7];
    try (Scope scope = Scope.open()) {
      BinaryOperator<Tensor> kernel =
          new Pi.PatchWise(beta, gamma, 3, once).begin(Slowly.run(Slowly.BALL));
      Tensor start = Tensor.full(0, 1, 1, 6, 7);
      for (double[][] gradient : gradients) {
        double[][] cut = new double[6][7];
        for (int y = 0; y < 6; y++) {
          for (int x = 0; x < 7; x++) {
            double all = gathered[y][x] + size * Math.signum(gradient[y][x]);
            gathered[y][x] = all;
            double over = Math.max(Math.abs(all) - Slowly.RADIUS, 0);
            cut[y][x] = over * Math.signum(all);
          }
        }
        double length = gamma * (once ? size : Slowly.RADIUS);
        double[][] wanted = new double[6][7];
        for (int y = 0; y < 6; y++) {
          for (int x = 0; x < 7; x++) {
            double handedOn = length * Math.signum(around(cut, y, x));
            wanted[y][x] = size * Math.signum(gradient[y][x]) + handedOn;
            gathered[y][x] += once ? 0 : handedOn;
          }
        }
        Tensor found = kernel.apply(start, Tensor.of(flat(gradient), 1, 1, 6, 7));
        Transforms.assertSame(found, 0, new double[][][] {wanted});
      }
    }
  }

  // Eighths of whole numbers are exact in float32, so that a sum of nothing has no sign.
  private static double[][] gradient(int seed) {
    float[] drawn = Rng.of(seed).uniform(42, -1, 1);
    double[][] gradient = new double[6][7];
    for (int i = 0; i < 42; i++) {
      gradient[i / 7][i % 7] = drawn[i];
    }
    return gradient;
  }

  private static float[] flat(double[][] values) {
    float[] flat = new float[42];
    for (int i = 0; i < 42; i++) {
      flat[i] = (float) values[i / 7][i % 7];
    }
    return flat;
  }

  private static double around(double[][] values, int y, int x) {
    double sum = 0;
    for (int i = Math.max(0, y - 1); i <= Math.min(5, y + 1); i++) {
      for (int j = Math.max(0, x - 1); j <= Math.min(6, x + 1); j++) {
        sum += i == y && j == x ? 0 : values[i][j] / 8;
      }
    }
    // Float32 sums may miss zero by their rounding.
    return Math.abs(sum) < 1e-9 ? 0 : sum;
  }

  @Test
  void lossIsTheCrossEntropyOfDividedLogits() {
    try (Scope scope = Scope.open()) {
      Tensor logits = Tensor.of(new float[] {3, 0}, 1, 2);
      Tensor labels = Tensor.of(new long[] {0}, 1);
      PiPlus.Softened loss = new PiPlus.Softened(1.5);
      // log(1 + exp(-3 / 1.5)), which the targeted attack lowers.
      double softened = Math.log1p(Math.exp(-2));
      assertThat(loss.perSample(logits, new Aim.TrueLabels(labels)).item())
          .isCloseTo(softened, within(1e-6));
      assertThat(loss.perSample(logits, new Aim.TargetLabels(labels)).item())
          .isCloseTo(-softened, within(1e-6));
    }
  }

  @Test
  void evenKernelsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PiPlus(1.5, 10, 0.8, 4))
        .withMessage("kernelSide must be odd, got 4");
  }
}
