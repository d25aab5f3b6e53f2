package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.Plain;
import org.lrs.attack.Slowly;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class SsaTest {
  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void copyIsTheImageWithNoiseWhoseSumsOfCosinesAreMultiplied(int channels, int height, int width) {
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      Transforms.check(
          new Ssa(4, 0.5, 1.5),
          null,
          images,
          1,
          (image, i, draws) -> {
            double[][][] factors = Plain.uniform(image, draws.split("factors").image(i), 0.5, 1.5);
            float[] normal = draws.split("noise").image(i).gaussian(channels * height * width);
            double[][][] noisy =
                Plain.like(
                    image,
                    (c, y, x) ->
                        image[c][y][x]
                            + 1.5 * Slowly.RADIUS * normal[(c * height + y) * width + x]);
            return PlainCosines.filter(noisy, factors);
          });
    }
  }

  @Test
  void firstCoefficientIsTheScaledMean() {
    try (Scope scope = Scope.open()) {
      Tensor constant = Tensor.full(0.5, 1, 1, 4, 6);
      float[] first = new float[24];
      first[0] = 3;
      Tensor found = Cosines.filter(constant, Tensor.of(first, 1, 1, 4, 6));
      for (float value : found.toFloatArray()) {
        assertThat((double) value).isCloseTo(1.5, within(1e-6));
      }
    }
  }
}
