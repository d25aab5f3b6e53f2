package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.Plain;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class TimTest {
  private static double density(int place, int side) {
    double at = side == 1 ? 0 : -3 + 6.0 * place / (side - 1);
    return Math.exp(-at * at / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double[][] kernel(int side) {
    double[][] kernel = new double[side][side];
    double sum = 0;
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        kernel[i][j] = density(i, side) * density(j, side);
        sum += kernel[i][j];
      }
    }
    for (double[] row : kernel) {
      for (int j = 0; j < side; j++) {
        row[j] /= sum;
      }
    }
    return kernel;
  }

  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void gradientIsConvolvedWithTheNormalDensity(int channels, int height, int width) {
    for (int side : new int[] {1, 5, 15}) {
      double[][] kernel = kernel(side);
      try (Scope scope = Scope.open()) {
        UnaryOperator<Tensor> rule = new Tim(side).begin(null);
        Tensor gradient = Transforms.images(channels, height, width);
        Tensor found = rule.apply(gradient);
        double[][][] plain = Transforms.plain(gradient, 1);
        Transforms.assertSame(
            found, 1, Plain.like(plain, (c, y, x) -> smoothed(plain[c], kernel, y, x)));
      }
    }
  }

  private static double smoothed(double[][] channel, double[][] kernel, int y, int x) {
    int half = kernel.length / 2;
    double sum = 0;
    for (int i = -half; i <= half; i++) {
      for (int j = -half; j <= half; j++) {
        boolean inside =
            y + i >= 0 && y + i < channel.length && x + j >= 0 && x + j < channel[0].length;
        sum += inside ? kernel[half + i][half + j] * channel[y + i][x + j] : 0;
      }
    }
    return sum;
  }

  @Test
  void constantGradientStaysInTheInterior() {
    try (Scope scope = Scope.open()) {
      UnaryOperator<Tensor> rule = new Tim(15).begin(null);
      double[][][] found = Transforms.plain(rule.apply(Tensor.full(2, 1, 2, 20, 25)), 0);
      for (int y = 7; y < 13; y++) {
        for (int x = 7; x < 18; x++) {
          assertThat(found[1][y][x]).isCloseTo(2, within(1e-5));
        }
      }
      assertThat(found[0][0][0]).isLessThan(1);
    }
  }
}
