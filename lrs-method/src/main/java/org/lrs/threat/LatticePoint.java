package org.lrs.threat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rounds a perturbation to whole grey levels inside a Euclidean ball.
 *
 * <p>Each value goes to its nearest level. While the result is too long, one value that was rounded
 * away from zero goes one level back. That makes the rounding error larger, by 1 − 2(|v| − |w|),
 * and the squared length smaller, by 2|v| − 1; the values come in the order of the first over the
 * second, then of their position. At last the dearest of them go out again as far as there is room.
 * If all went back, the result would be the one of rounding towards zero, which is never outside:
 * so it is always inside, and never farther from the exact point than that one.
 */
final class LatticePoint {
  private LatticePoint() {}

  /**
   * A point of the lattice that is short enough and near to a given one.
   *
   * @param wanted in grey levels; if it is too long itself, it is shortened first
   * @param budget largest sum of squares
   * @return whole numbers whose squares sum to at most {@code budget}
   */
  static long[] near(double[] wanted, long budget) {
    double[] w = shortened(wanted, budget);
    long[] v = new long[w.length];
    long squares = 0;
    for (int i = 0; i < w.length; i++) {
      v[i] = Math.round(Math.abs(w[i]));
      squares += v[i] * v[i];
    }
    if (squares > budget) {
      stepBack(v, w, squares, budget);
    }
    for (int i = 0; i < w.length; i++) {
      v[i] = w[i] < 0 ? -v[i] : v[i];
    }
    return v;
  }

  private static double[] shortened(double[] wanted, long budget) {
    double squares = 0;
    for (double value : wanted) {
      squares += value * value;
    }
    double factor = squares > budget ? Math.sqrt(budget / squares) : 1;
    double[] w = new double[wanted.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = wanted[i] * factor;
    }
    return w;
  }

  /** Works on absolute values. */
  private static void stepBack(long[] v, double[] w, long length, long budget) {
    List<Integer> order =
        IntStream.range(0, v.length)
            .filter(i -> v[i] > Math.abs(w[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> price(v[i], Math.abs(w[i]))))
            .toList();
    List<Integer> back = new ArrayList<>();
    long squares = length;
    for (int i : order) {
      if (squares <= budget) {
        break;
      }
      squares -= 2 * v[i] - 1;
      v[i]--;
      back.add(i);
    }
    for (int k = back.size() - 1; k >= 0; k--) {
      int i = back.get(k);
      if (squares + 2 * v[i] + 1 <= budget) {
        squares += 2 * v[i] + 1;
        v[i]++;
      }
    }
  }

  private static double price(long v, double w) {
    return (1 - 2 * (v - w)) / (2 * v - 1);
  }
}
