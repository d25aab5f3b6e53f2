package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Compares transforms with plain second ones, and their gradients with finite differences. */
public final class Transforms {
  private static final long[] IDS = {11, 5, 8};
  public static final int STEP = 2;

  // Values near 1 through a dozen operations, places of libtorch's in float32: 1e-5 of a pixel at
  // 224, on noise.
  private static final double ROUNDING = 1e-4;
  // Float32 sums of up to 150,000 products, divided by a step of 0.1.
  private static final double ROUNDING_OF_SLOPE = 2e-3;
  private static final double STEP_OF_SLOPE = 0.05;

  private Transforms() {}

  /** Channels, height and width of grey and coloured images, square or not. */
  public static Stream<Arguments> sizes() {
    return Stream.of(
        Arguments.of(1, 28, 28),
        Arguments.of(3, 32, 32),
        Arguments.of(3, 20, 33),
        Arguments.of(3, 224, 224));
  }

  /** One image of a batch, changed. */
  public interface Change {
    double[][][] of(double[][][] image, int number, Draws draws);
  }

  /** Three images in [0.1, 0.8]: noise and clamps at the ends do not meet. */
  public static Tensor images(int channels, int height, int width) {
    return Draws.of(Rng.of(1), IDS).uniform(0.1, 0.8, channels, height, width);
  }

  /** Draws that weigh the elements of a gradient. */
  public static Draws weights() {
    return Draws.of(Rng.of(9), IDS);
  }

  public static Draws draws() {
    return Draws.of(Rng.of(3), IDS).atStep(STEP);
  }

  /** A run on the images, of classes 0, 1, 2, which are their own pool. */
  public static AttackRun run(Tensor images, Surrogate surrogate) {
    Tensor labels = Tensor.of(new long[] {0, 1, 2}, 3);
    var input = TestInputs.of(images, labels, TestInputs.pool(images, labels), Rng.of(3), IDS);
    return new AttackRun(surrogate, input, input.labels(), Slowly.BALL, Slowly.STEPS);
  }

  public static double[][][] plain(Tensor images, int number) {
    int channels = (int) images.size(1);
    int height = (int) images.size(2);
    int width = (int) images.size(3);
    float[] all = images.narrow(0, number, 1).contiguous().toFloatArray();
    return Plain.make(channels, height, width, (c, y, x) -> all[(c * height + y) * width + x]);
  }

  /** A partner as the pool has it, in 8 bit, drawn until its class differs. */
  public static double[][][] partner(Tensor images, int number, String purpose, int which) {
    Rng rng = draws().ofRun(purpose).split(STEP).split(which).forSample(IDS[number]);
    int chosen = rng.nextInt(IDS.length);
    while (chosen == number) {
      chosen = rng.nextInt(IDS.length);
    }
    double[][][] image = plain(images, chosen);
    return Plain.like(image, (c, y, x) -> Math.rint((float) image[c][y][x] * 255f) / 255);
  }

  public static void assertSame(Tensor found, int number, double[][][] wanted) {
    double largest = 0;
    double[][][] values = plain(found, number);
    for (int c = 0; c < wanted.length; c++) {
      for (int y = 0; y < wanted[c].length; y++) {
        for (int x = 0; x < wanted[c][y].length; x++) {
          largest = Math.max(largest, Math.abs(values[c][y][x] - wanted[c][y][x]));
        }
      }
    }
    assertThat(largest).isLessThan(ROUNDING);
  }

  /** Checks every image of a batch, and that the gradient flows through. */
  public static void check(
      Transform transform, Surrogate surrogate, Tensor images, int copy, Change plain) {
    checkValues(transform, surrogate, images, copy, plain);
    try (Scope scope = Scope.open()) {
      Transform.Kernel kernel = transform.begin(run(images, surrogate));
      checkGradient(kernel, images, copy);
    }
  }

  /** Checks every image of a batch. */
  public static void checkValues(
      Transform transform, Surrogate surrogate, Tensor images, int copy, Change plain) {
    try (Scope scope = Scope.open()) {
      Transform.Kernel kernel = transform.begin(run(images, surrogate));
      Tensor found = kernel.apply(images, draws(), copy);
      for (int i = 0; i < IDS.length; i++) {
        assertSame(found, i, plain.of(plain(images, i), i, draws()));
      }
    }
  }

  /** Compares the gradient of a weighted sum of the changed images with finite differences. */
  public static void checkGradient(Transform.Kernel kernel, Tensor images, int copy) {
    long[] shape = images.shape();
    Tensor weights = weights().uniform(-1, 1, shape[1], shape[2], shape[3]);
    float[] weight = weights.toFloatArray();
    float[] gradient = gradient(kernel, images, weights, copy);
    float[] pixels = images.contiguous().toFloatArray();
    Rng rng = Rng.of(17);
    for (int k = 0; k < 4; k++) {
      int at = rng.nextInt(pixels.length);
      float[] above = apply(kernel, pixels, at, STEP_OF_SLOPE, shape, copy);
      float[] below = apply(kernel, pixels, at, -STEP_OF_SLOPE, shape, copy);
      double slope = 0;
      for (int i = 0; i < above.length; i++) {
        slope += weight[i] * ((double) above[i] - below[i]) / (2 * STEP_OF_SLOPE);
      }
      assertThat((double) gradient[at]).isCloseTo(slope, within(ROUNDING_OF_SLOPE));
    }
  }

  /** Gradient of the sum of the changed images, weighted. */
  public static float[] gradient(Transform.Kernel kernel, Tensor images, Tensor weights, int copy) {
    Tensor leaf = images.leaf();
    Tensor changed = Autograd.withGraph(() -> kernel.apply(leaf, draws(), copy));
    return Autograd.withGraph(() -> Autograd.gradient(changed.multiply(weights).sum(), leaf))
        .contiguous()
        .toFloatArray();
  }

  private static float[] apply(
      Transform.Kernel kernel, float[] pixels, int at, double step, long[] shape, int copy) {
    float[] moved = pixels.clone();
    moved[at] += (float) step;
    try (Scope scope = Scope.open()) {
      return kernel.apply(Tensor.of(moved, shape), draws(), copy).contiguous().toFloatArray();
    }
  }
}
