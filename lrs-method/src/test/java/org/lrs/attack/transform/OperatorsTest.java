package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.Plain;
import org.lrs.attack.Transforms;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class OperatorsTest {
  private interface Real {
    Tensor of(Tensor image, Rng rng);
  }

  private interface Slow {
    double[][][] of(double[][][] image, Rng rng);
  }

  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void equalPlainLoops(int channels, int height, int width) {
    check(
        channels, height, width, (x, r) -> Operators.roll(x, 3, 5), (x, r) -> Plain.roll(x, 3, 5));
    check(
        channels, height, width, (x, r) -> Operators.rotate(x, 37), (x, r) -> Plain.rotate(x, 37));
    check(
        channels,
        height,
        width,
        (x, r) -> Operators.resizePad(x, 1.9, r),
        (x, r) -> Plain.resizePad(x, 1.9, r));
    check(channels, height, width, (x, r) -> Operators.crop(x, 0.6), (x, r) -> Plain.crop(x, 0.6));
    check(
        channels,
        height,
        width,
        (x, r) -> Operators.translate(x, 4, 2),
        (x, r) -> Plain.translate(x, 4, 2));
    check(
        channels,
        height,
        width,
        (x, r) -> Operators.mask(x, 5, r),
        (x, r) -> Plain.mask(x, 5, r.nextInt(25)));
    check(
        channels,
        height,
        width,
        (x, r) -> Operators.shuffle(x, 4, r),
        (x, r) -> PlainBlocks.shuffle(x, 4, 0, r));
    check(
        channels,
        height,
        width,
        (x, r) -> Operators.drop(x, 0.3, r),
        (x, r) -> Plain.drop(x, 0.3, r));
    check(
        channels,
        height,
        width,
        (x, r) -> Operators.jitter(x, 0.4, r),
        (x, r) -> PlainCosines.filter(x, Plain.uniform(x, r, 0.6, 1.4)));
  }

  private static void check(int channels, int height, int width, Real real, Slow slow) {
    try (Scope scope = Scope.open()) {
      Tensor images = Transforms.images(channels, height, width);
      for (int i = 0; i < 3; i++) {
        Tensor found = real.of(images.narrow(0, i, 1), Rng.of(i));
        double[][][] wanted = slow.of(Transforms.plain(images, i), Rng.of(i));
        Transforms.assertSame(found, 0, wanted);
      }
    }
  }

  @Test
  void quarterTurnIsCounterClockwise() {
    try (Scope scope = Scope.open()) {
      Tensor image = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
      float[] turned = Operators.rotate(image, 90).toFloatArray();
      float[] wanted = {2, 4, 1, 3};
      for (int i = 0; i < 4; i++) {
        assertThat(turned[i]).isCloseTo(wanted[i], within(1e-6f));
      }
    }
  }

  @Test
  void whatIsShiftedOutIsGone() {
    try (Scope scope = Scope.open()) {
      Tensor image = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
      assertThat(Operators.translate(image, 1, 1).toFloatArray()).containsExactly(0, 0, 0, 1);
      assertThat(Operators.roll(image, 1, 0).toFloatArray()).containsExactly(3, 4, 1, 2);
    }
  }
}
