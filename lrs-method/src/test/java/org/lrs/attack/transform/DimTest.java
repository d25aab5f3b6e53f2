package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.attack.Transform;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

@NoTensorLeak
class DimTest {
  // libtorch computes places in float32: 1e-5 of a pixel at 224, twice, on noise.
  private static final double ROUNDING = 5e-5;

  @ParameterizedTest
  @CsvSource({"28, 28, 1.1", "32, 32, 1.1", "20, 33, 1.5", "224, 224, 1.1"})
  void equalsResizingPaddingAndResizingBack(int height, int width, double ratio) {
    Draws draws = Draws.of(Rng.of(3), 4, 9, 2).atStep(1);
    try (Scope scope = Scope.open()) {
      Transform.Kernel kernel = new Dim(0.6, ratio).begin(null);
      Tensor images = Draws.of(Rng.of(1), 4, 9, 2).uniform(0, 1, 3, height, width);
      Tensor found = kernel.apply(images, draws, 0);
      for (int i = 0; i < 3; i++) {
        Tensor one = images.narrow(0, i, 1);
        Rng rng = draws.image(i);
        if (rng.nextDouble() < 0.6) {
          double size = rng.nextDouble();
          int tall = height + (int) (size * ((int) (ratio * height) - height + 1));
          int wide = width + (int) (size * ((int) (ratio * width) - width + 1));
          int top = (int) (rng.nextDouble() * ((int) (ratio * height) - tall + 1));
          int left = (int) (rng.nextDouble() * ((int) (ratio * width) - wide + 1));
          Tensor padded =
              NeuralOps.resize(one, tall, wide)
                  .pad(
                      0,
                      left,
                      (int) (ratio * width) - wide - left,
                      top,
                      (int) (ratio * height) - tall - top);
          one = NeuralOps.resize(padded, height, width);
        }
        assertThat(Tensors.largestDifference(found.narrow(0, i, 1), one)).isLessThan(ROUNDING);
      }
    }
  }

  @Test
  void probabilityZeroChangesNothing() {
    try (Scope scope = Scope.open()) {
      Transform.Kernel kernel = new Dim(0, 1.1).begin(null);
      Tensor images = Draws.of(Rng.of(1), 1).uniform(0, 1, 1, 8, 8);
      Tensor found = kernel.apply(images, Draws.of(Rng.of(3), 1), 0);
      assertThat(found.toFloatArray()).isEqualTo(images.toFloatArray());
    }
  }
}
