package org.lrs.threat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class LatticePointTest {
  // Sums of a few squares of numbers below 10 in double precision.
  private static final double DOUBLE = 1e-9;

  private static double distance(long[] point, double[] wanted) {
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      sum += (point[i] - wanted[i]) * (point[i] - wanted[i]);
    }
    return sum;
  }

  private static long squares(long[] point) {
    return Arrays.stream(point).map(v -> v * v).sum();
  }

  private static long[] inward(double[] wanted) {
    return Arrays.stream(wanted).mapToLong(w -> (long) w).toArray();
  }

  /** The smallest distance of any point of the lattice inside the ball, by trying all. */
  private static double best(double[] wanted, long budget, long[] point, int from) {
    if (from == point.length) {
      return squares(point) <= budget ? distance(point, wanted) : Double.POSITIVE_INFINITY;
    }
    double best = Double.POSITIVE_INFINITY;
    long middle = (long) Math.floor(wanted[from]);
    for (long v = middle - 2; v <= middle + 3; v++) {
      point[from] = v;
      best = Math.min(best, best(wanted, budget, point, from + 1));
    }
    return best;
  }

  /** A point of Euclidean length √(share · budget). */
  private static double[] pointInBall(Rng rng, int size, long budget, double share) {
    double[] w = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      w[i] = rng.nextDouble() * 2 - 1;
      sum += w[i] * w[i];
    }
    for (int i = 0; i < size; i++) {
      w[i] *= Math.sqrt(share * budget / sum);
    }
    return w;
  }

  @Test
  void nearestPointIsKeptWhereItIsInside() {
    assertThat(LatticePoint.near(new double[] {2.6, -3.6}, 25)).containsExactly(3, -4);
  }

  @Test
  void valueThatRoundingMovedMostGoesBack() {
    // (2, 2, 3) has 17, one more than allowed. Going back costs 1 - 2 · 0.4 = 0.2 and wins 3
    // squares
    // for the first, 0.8 and 3 for the second, 0.6 and 5 for the third.
    assertThat(LatticePoint.near(new double[] {1.6, 1.9, 2.8}, 16)).containsExactly(1, 2, 3);
  }

  @Test
  void roomThatTheLastStepLeavesIsUsedAgain() {
    // (1, 1, 7) has 51. The first two go back, cheap and in vain; the third leaves room for both.
    assertThat(LatticePoint.near(new double[] {0.502, 0.51, 6.7}, 47)).containsExactly(1, 1, 6);
  }

  @Test
  void randomPointsAreInsideAndNoWorseThanInwardRounding() {
    double excess = 0;
    double inwardExcess = 0;
    int trials = 400;
    for (int trial = 0; trial < trials; trial++) {
      Rng rng = Rng.of(11).forSample(trial);
      int size = 1 + rng.nextInt(5);
      long budget = rng.nextInt(40);
      double[] wanted = pointInBall(rng, size, budget, trial % 2 == 0 ? 1 : rng.nextDouble());
      long[] near = LatticePoint.near(wanted, budget);
      double best = best(wanted, budget, new long[size], 0);
      double inward = distance(inward(wanted), wanted);
      assertThat(squares(near)).isLessThanOrEqualTo(budget);
      assertThat(distance(near, wanted)).isBetween(best - DOUBLE, inward + DOUBLE);
      excess += distance(near, wanted) - best;
      inwardExcess += inward - best;
    }
    // Against the best point, a tenth of what inward rounding loses, or less.
    assertThat(excess).isLessThan(inwardExcess / 10);
  }

  @Test
  void pointsOutsideAreShortenedFirst() {
    for (int trial = 0; trial < 200; trial++) {
      Rng rng = Rng.of(12).forSample(trial);
      long budget = rng.nextInt(2000);
      double[] wanted = pointInBall(rng, 50, budget, 1 + 3 * rng.nextDouble());
      assertThat(squares(LatticePoint.near(wanted, budget))).isLessThanOrEqualTo(budget);
    }
    assertThat(LatticePoint.near(new double[] {6, -8}, 25)).containsExactly(3, -4);
  }

  @Test
  void wholeImageKeepsItsLength() {
    // A ball of 0.5 around a CIFAR image has 16256.25 squared levels; inward rounding loses half a
    // level of each value on average, a sixth of the length.
    try (Scope scope = Scope.open()) {
      int size = 3 * 32 * 32;
      L2Ball ball = new L2Ball(0.5);
      Tensor clean = Tensor.full(100 / 255.0, 2, 3, 32, 32);
      Tensor moved = clean.add(Tensor.of(Rng.of(13).gaussian(2 * size), 2, 3, 32, 32));
      Tensor grey = ball.quantize(ball.project(moved, clean), clean);
      float[] levels = grey.toFloatArray();
      for (int i = 0; i < 2; i++) {
        long squares = 0;
        for (int j = i * size; j < (i + 1) * size; j++) {
          squares += (long) ((levels[j] - 100) * (levels[j] - 100));
        }
        assertThat(squares).isBetween(16_240L, 16_256L);
      }
      Tensor alone =
          ball.quantize(
              ball.project(moved.narrow(0, 1, 1), clean.narrow(0, 1, 1)), clean.narrow(0, 1, 1));
      assertThat(alone.toFloatArray()).isEqualTo(Arrays.copyOfRange(levels, size, 2 * size));
    }
  }

  @Test
  void ballsHoldWhatTheirGreyLevelsAllow() {
    assertThat(new LinfBall(8 / 255.0).holds(new GreyChange(8, 1e9))).isTrue();
    assertThat(new LinfBall(8 / 255.0).holds(new GreyChange(9, 1))).isFalse();
    assertThat(new L2Ball(5 / 255.0).holds(new GreyChange(5, 25))).isTrue();
    assertThat(new L2Ball(5 / 255.0).holds(new GreyChange(1, 26))).isFalse();
    assertThat(GreyChange.between(new float[] {3, 5}, new float[] {1, 6}))
        .isEqualTo(new GreyChange(2, 5));
  }
}
