package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.Transform;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class BsrTest {
  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void blocksAreShuffledAndTurned(int channels, int height, int width) {
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      Transforms.check(
          new Bsr(4, 3, 24),
          null,
          images,
          1,
          (image, i, draws) -> PlainBlocks.shuffle(image, 3, 24, draws.image(i)));
    }
  }

  @Test
  void withoutTurnsEveryPixelIsThereOnce() {
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(1, 9, 14);
      Transform.Kernel kernel = new Bsr(1, 4, 0).begin(Transforms.run(images, null));
      float[] before = images.toFloatArray();
      float[] after = kernel.apply(images, Transforms.draws(), 0).contiguous().toFloatArray();
      assertThat(after).isNotEqualTo(before).containsExactlyInAnyOrder(before);
    }
  }
}
