package org.lrs.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class BallTest {
  private static final int COUNT = 16;
  private static final int SIZE = 3 * 4 * 4;
  // Sums and differences of values in [0, 1] in float32.
  private static final double FLOAT32_OF_UNIT = 3e-7;

  static Stream<Ball> balls() {
    return Stream.of(
        new LinfBall(0),
        new LinfBall(4 / 255.0),
        new LinfBall(8 / 255.0),
        new LinfBall(0.03),
        new LinfBall(0.02),
        new LinfBall(1),
        new L2Ball(0),
        new L2Ball(5 / 255.0),
        new L2Ball(0.1),
        new L2Ball(0.5),
        new L2Ball(3));
  }

  @ParameterizedTest
  @MethodSource("balls")
  void projectionIsInsideTheBallAndTheRange(Ball ball) {
    Tensor clean = greyImages(1);
    Tensor projected = ball.project(clean.add(noise(2, 0.5)), clean);
    float[] x = projected.toFloatArray();
    for (int i = 0; i < COUNT; i++) {
      assertThat(length(ball, projected.subtract(clean).toFloatArray(), i))
          .isLessThanOrEqualTo(ball.radius() * (1 + 1e-6) + FLOAT32_OF_UNIT);
    }
    for (float value : x) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @ParameterizedTest
  @MethodSource("balls")
  void projectionLeavesImagesInsideAlone(Ball ball) {
    Tensor clean = Tensor.full(0.5, COUNT, 3, 4, 4);
    float[] small = new float[COUNT * SIZE];
    for (int i = 0; i < COUNT; i++) {
      float[] one = ball.sample(SIZE, Rng.of(3).forSample(i));
      for (int j = 0; j < SIZE; j++) {
        small[i * SIZE + j] = (float) Math.max(-0.4, Math.min(0.4, 0.99 * one[j]));
      }
    }
    Tensor inside = clean.add(Tensor.of(small, COUNT, 3, 4, 4));
    float[] projected = ball.project(inside, clean).toFloatArray();
    float[] wanted = inside.toFloatArray();
    for (int j = 0; j < wanted.length; j++) {
      assertThat(projected[j]).isCloseTo(wanted[j], within((float) FLOAT32_OF_UNIT));
    }
  }

  @Test
  void euclideanProjectionShortensTheDifference() {
    Tensor clean = Tensor.full(0.5, 1, 1, 1, 2);
    Tensor moved = clean.add(Tensor.of(new float[] {0.3f, -0.4f}, 1, 1, 1, 2));
    // (0.3, -0.4) has length 0.5; a tenth of it has length 0.05.
    assertThat(new L2Ball(0.05).project(moved, clean).toFloatArray())
        .containsExactly(new float[] {0.53f, 0.46f}, within(1e-6f));
  }

  @ParameterizedTest
  @MethodSource("balls")
  void samplesLieInTheBall(Ball ball) {
    for (int i = 0; i < 50; i++) {
      float[] one = ball.sample(SIZE, Rng.of(4).forSample(i));
      assertThat(length(ball, one, 0)).isLessThanOrEqualTo(ball.radius() * (1 + 1e-6));
    }
  }

  @Test
  void radiiOfEuclideanSamplesAreThoseOfAUniformDraw() {
    // In n dimensions, (‖x‖ / r)ⁿ of a uniform draw is uniform in [0, 1].
    int draws = 4000;
    int[] thirds = new int[3];
    double[] mean = new double[3];
    Rng rng = Rng.of(5);
    for (int i = 0; i < draws; i++) {
      float[] x = new L2Ball(2).sample(3, rng);
      double share = Math.pow(length(new L2Ball(2), x, 0, 3) / 2, 3);
      thirds[(int) Math.min(2, share * 3)]++;
      for (int j = 0; j < 3; j++) {
        mean[j] += x[j] / draws;
      }
    }
    for (int j = 0; j < 3; j++) {
      // Five standard deviations; a coordinate has variance r²/5 in three dimensions.
      assertThat((double) thirds[j]).isCloseTo(draws / 3.0, within(5 * Math.sqrt(draws * 2 / 9.0)));
      assertThat(mean[j]).isCloseTo(0, within(5 * Math.sqrt(0.8 / draws)));
    }
  }

  @ParameterizedTest
  @MethodSource("balls")
  void quantizedImagesAreGreyLevelsInsideTheBall(Ball ball) {
    Tensor clean = greyImages(6);
    for (double strength : new double[] {0.01, 0.1, 1}) {
      Tensor attacked = ball.project(clean.add(noise(7, strength)), clean);
      Tensor grey = ball.quantize(attacked, clean);
      double[] levels = grey.toDoubleArray();
      double[] before = clean.multiply(255).round().toDoubleArray();
      float[] change = new float[levels.length];
      for (int j = 0; j < levels.length; j++) {
        assertThat(levels[j]).isEqualTo(Math.rint(levels[j])).isBetween(0.0, 255.0);
        change[j] = (float) (levels[j] - before[j]);
      }
      for (int i = 0; i < COUNT; i++) {
        // Whole levels against 255 ε in double precision.
        assertThat(length(ball, change, i)).isLessThanOrEqualTo(255 * ball.radius() * (1 + 1e-9));
      }
    }
  }

  @Test
  void quantizedCornersUseAllGreyLevelsOfTheBall() {
    Tensor clean = Tensor.full(100 / 255.0, 1, 1, 1, 1);
    assertThat(corner(clean, 4 / 255.0)).isEqualTo(104);
    assertThat(corner(clean, 8 / 255.0)).isEqualTo(108);
    assertThat(corner(clean, 0.03)).isEqualTo(107); // 7.65 levels
    assertThat(corner(clean, 0.02)).isEqualTo(105); // 5.1 levels
  }

  private static double corner(Tensor clean, double radius) {
    LinfBall ball = new LinfBall(radius);
    return ball.quantize(ball.project(clean.add(1), clean), clean).item();
  }

  @Test
  void steepestStepsAreSignOrUnitVector() {
    Tensor gradient = Tensor.of(new float[] {3, -4, 0, 0}, 2, 1, 1, 2);
    assertThat(new LinfBall(0.1).steepest(gradient).toFloatArray()).containsExactly(1, -1, 0, 0);
    assertThat(new L2Ball(0.1).steepest(gradient).toFloatArray())
        .containsExactly(new float[] {0.6f, -0.8f, 0, 0}, within(1e-6f));
  }

  @Test
  void tinyGradientsHaveADirectionToo() {
    // Their squares underflow in float32; saturated networks have such gradients.
    Tensor gradient = Tensor.of(new float[] {3e-30f, -4e-30f}, 1, 1, 1, 2);
    assertThat(new L2Ball(0.1).steepest(gradient).toFloatArray())
        .containsExactly(new float[] {0.6f, -0.8f}, within(1e-6f));
  }

  private static Tensor greyImages(long seed) {
    Rng rng = Rng.of(seed);
    float[] values = new float[COUNT * SIZE];
    for (int j = 0; j < values.length; j++) {
      values[j] = rng.nextInt(256) / 255f;
    }
    return Tensor.of(values, COUNT, 3, 4, 4);
  }

  private static Tensor noise(long seed, double strength) {
    return Tensor.of(Rng.of(seed).gaussian(COUNT * SIZE), COUNT, 3, 4, 4).multiply(strength);
  }

  private static double length(Ball ball, float[] all, int image) {
    return length(ball, all, image, SIZE);
  }

  @Test
  void noiseHasTheLengthThatSuitsTheBall() {
    Tensor images = Tensor.full(0.5, 1, 3, 64, 64);
    Draws draws = Draws.of(Rng.of(3), new long[] {7});
    double largest =
        new LinfBall(0.1).noise(images, 0.2, draws).abs().flatten().max(false, 1).item();
    assertThat(largest).isBetween(0.19, 0.2);
    // Of 12,288 values: the mean square is within a few percent of its expectation.
    Tensor uniform = new L2Ball(1).noise(images, 2, draws);
    assertThat(uniform.normPerSample().item()).isCloseTo(2, within(0.05));
    Tensor normal = new L2Ball(1).gaussian(images, 2, draws);
    assertThat(normal.normPerSample().item()).isCloseTo(2, within(0.05));
    double deviation = new LinfBall(1).gaussian(images, 0.2, draws).square().mean().item();
    assertThat(Math.sqrt(deviation)).isCloseTo(0.2, within(0.01));
  }

  @Test
  void ballSaysHowFarAnImageWentBeyondIt() {
    GreyChange change = new GreyChange(9, 144);
    Ball linf = new LinfBall(8 / 255.0);
    Ball l2 = new L2Ball(10 / 255.0);
    assertThat(linf.length(change)).isEqualTo(9);
    assertThat(l2.length(change)).isEqualTo(12);
    assertThat(linf.tooFar(change))
        .isEqualTo("a value moved by 9.00 grey levels, 1.00 too many; epsilon is 8.00");
    assertThat(l2.tooFar(change))
        .isEqualTo("moved by 12.000 grey levels (L2), 2.000 too many; epsilon is 10.000");
    assertThat(linf.title() + " " + l2.title()).isEqualTo("L∞ L2");
    assertThat(Ball.of(linf.norm(), linf.radius())).isEqualTo(linf);
    assertThat(Ball.of(l2.norm(), l2.radius())).isEqualTo(l2);
  }

  private static double length(Ball ball, float[] all, int image, int size) {
    double largest = 0;
    double squares = 0;
    for (int j = image * size; j < (image + 1) * size; j++) {
      largest = Math.max(largest, Math.abs(all[j]));
      squares += (double) all[j] * all[j];
    }
    return ball instanceof LinfBall ? largest : Math.sqrt(squares);
  }
}
