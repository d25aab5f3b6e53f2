package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;
import org.lrs.threat.LinfBall;

/**
 * What second, plain implementations of random attacks are made of: one image at a time, in loops
 * over doubles, fed the same draws.
 */
public final class Slowly {
  public static final double RADIUS = 8 / 255.0;
  public static final Ball BALL = new LinfBall(RADIUS);
  public static final Steps STEPS = new Steps(2 / 255.0, 3);
  public static final int CHANNELS = 2;
  public static final int HEIGHT = 4;
  public static final int WIDTH = 3;
  public static final int SIZE = CHANNELS * HEIGHT * WIDTH;
  private static final long[] IDS = {11, 5};

  // Float32 against float64, through a handful of operations on values near 1.
  private static final double ROUNDING = 2e-5;

  private Slowly() {}

  /** A gradient that differs from place to place and whose sign changes. */
  public static double gradient(double x) {
    return x * x * x - 0.2;
  }

  /** {@link #gradient} as the loop's innermost part, counting how often it is asked. */
  public static final class Field implements GradientEstimator.Kernel {
    public int asked;

    @Override
    public Tensor at(Tensor images, Draws draws) {
      asked++;
      return images.square().multiply(images).add(-0.2);
    }
  }

  /** Two images, not square. */
  public static double[][] images() {
    double[][] images = new double[IDS.length][];
    for (int i = 0; i < IDS.length; i++) {
      images[i] = widen(Rng.of(4).forSample(IDS[i]).uniform(SIZE, 0, 1));
    }
    return images;
  }

  public static Draws draws(int step) {
    return Draws.of(Rng.of(3), IDS).atStep(step);
  }

  public static AttackRun run(Ball ball) {
    AttackInput input =
        new AttackInput(
            tensor(images()),
            new Aim.TrueLabels(Tensor.of(new long[] {0, 1}, 2)),
            Optional.empty(),
            IDS,
            Rng.of(3),
            null);
    return new AttackRun(null, input, input.labels(), ball, STEPS);
  }

  /** [2, C, H, W]. */
  public static Tensor tensor(double[][] values) {
    float[] all = new float[values.length * SIZE];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) values[i / SIZE][i % SIZE];
    }
    return Tensor.of(all, values.length, CHANNELS, HEIGHT, WIDTH);
  }

  public static double[] map(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).toArray();
  }

  public static double[] gradient(double[] x) {
    return map(x, Slowly::gradient);
  }

  /** a + factor · b. */
  public static double[] plus(double[] a, double[] b, double factor) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }

  public static double[] mean(int count, IntFunction<double[]> each) {
    double[] sum = new double[SIZE];
    for (int i = 0; i < count; i++) {
      sum = plus(sum, each.apply(i), 1.0 / count);
    }
    return sum;
  }

  public static double[] n1(double[] g) {
    double mean = Arrays.stream(g).map(Math::abs).average().orElseThrow();
    return map(g, v -> v / mean);
  }

  public static double[] noise(Rng rng, double radius) {
    return widen(rng.uniform(SIZE, -radius, radius));
  }

  public static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  public static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  public static void assertSame(Tensor found, double[][] wanted) {
    double[] values = found.contiguous().toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isCloseTo(wanted[i / SIZE][i % SIZE], within(ROUNDING));
    }
  }
}
