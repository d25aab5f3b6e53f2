package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.Plain;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class MaskBlockTest {
  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void eachCopyLacksAnotherBlock(int channels, int height, int width) {
    MaskBlock rule = new MaskBlock(3);
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      for (int copy = 0; copy < rule.copies(); copy++) {
        int block = copy;
        Transforms.check(
            rule, null, images, copy, (image, i, draws) -> Plain.mask(image, 3, block));
      }
    }
  }

  @Test
  void everyPixelIsMissingOnce() {
    try (Scope scope = Scope.open()) {
      Tensor kept = Tensor.full(0, 1, 1, 7, 10);
      for (int block = 0; block < 16; block++) {
        kept = kept.add(MaskBlock.mask(7, 10, 4, block));
      }
      assertThat(kept.toFloatArray()).containsOnly(15);
    }
  }
}
