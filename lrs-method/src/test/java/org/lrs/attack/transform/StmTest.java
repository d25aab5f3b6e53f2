package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.Plain;
import org.lrs.attack.Slowly;
import org.lrs.attack.Transform;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class StmTest {
  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void copyMixesTheImageWithItselfInAnothersMomentsAndNoise(int channels, int height, int width) {
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      Transforms.checkValues(
          new Stm(4, 0.7, 2),
          null,
          images,
          1,
          (image, i, draws) -> {
            double[][][] noise =
                Plain.uniform(image, draws.image(i), -2 * Slowly.RADIUS, 2 * Slowly.RADIUS);
            double[][][] style = Transforms.partner(images, i, "stm", 1);
            double[][] own = moments(image);
            double[][] other = moments(style);
            return Plain.like(
                image,
                (c, y, x) -> {
                  double standard = (image[c][y][x] - own[c][0]) / own[c][1];
                  double styled = standard * other[c][1] + other[c][0];
                  return 0.7 * image[c][y][x] + 0.3 * styled + noise[c][y][x];
                });
          });
    }
  }

  /** Mean and deviation of each channel. */
  private static double[][] moments(double[][][] image) {
    double[][] moments = new double[image.length][2];
    int size = Plain.height(image) * Plain.width(image);
    for (int c = 0; c < image.length; c++) {
      double mean = Arrays.stream(image[c]).flatMapToDouble(Arrays::stream).sum() / size;
      double squares =
          Arrays.stream(image[c])
              .flatMapToDouble(Arrays::stream)
              .map(value -> (value - mean) * (value - mean))
              .sum();
      moments[c][0] = mean;
      moments[c][1] = Math.sqrt(squares / size);
    }
    return moments;
  }

  @Test
  void gradientDoesNotGoThroughTheStyle() {
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(2, 5, 6);
      Tensor weights = Transforms.weights().uniform(-1, 1, 2, 5, 6);
      try (Scope work = Scope.open()) {
        Transform.Kernel kernel = new Stm(1, 0.7, 2).begin(Transforms.run(images, null));
        assertThat(Transforms.gradient(kernel, images, weights, 0))
            .isEqualTo(weights.multiply(0.7).toFloatArray());
      }
    }
  }
}
