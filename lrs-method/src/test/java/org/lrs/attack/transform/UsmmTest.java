package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.Plain;
import org.lrs.attack.Transform;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class UsmmTest {
  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void copyIsDimmedEvenlyAndMaskedByAnotherImage(int channels, int height, int width) {
    Usmm rule = new Usmm(5, 3, 0.1, 0.75, 0.4);
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      for (int copy : new int[] {0, 7, 14}) {
        double factor = 0.1 + 0.65 * (copy % 5) / 4;
        Transforms.check(
            rule,
            null,
            images,
            copy,
            (image, i, draws) -> {
              double[][][] other = Transforms.partner(images, i, "usmm", copy / 5);
              return Plain.like(
                  image,
                  (c, y, x) -> factor * image[c][y][x] * (1 - 0.4 + 2 * 0.4 * other[c][y][x]));
            });
      }
    }
    assertThat(rule.copies()).isEqualTo(15);
  }

  @Test
  void brightCopiesAreClamped() {
    try (Scope scope = Scope.open()) {
      Transform.Kernel kernel =
          new Usmm(1, 1, 1, 1, 0.5).begin(Transforms.run(Tensor.full(1, 3, 1, 2, 2), null));
      Tensor images = Tensor.full(0.9, 3, 1, 2, 2);
      // 0.9 · ((1 − 0.5) + 2 · 0.5 · 1) = 1.35.
      assertThat(kernel.apply(images, Transforms.draws(), 0).toFloatArray()).containsOnly(1);
    }
  }
}
