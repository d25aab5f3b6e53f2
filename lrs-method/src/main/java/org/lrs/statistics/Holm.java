package org.lrs.statistics;

import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.Source;

/**
 * Holm's step-down correction: p-values of a family of tests, adjusted so that the chance of any
 * false rejection in the family stays below the level, however the tests depend on each other.
 *
 * <p>With the m p-values in ascending order, p̃_(i) = max_{j ≤ i} min(1, (m − j + 1) · p_(j)).
 */
@Source(
    paper =
        "Holm: A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of"
            + " Statistics 6, 1979")
public final class Holm {

  private Holm() {}

  /**
   * Adjusted p-values, in the order of the given ones.
   *
   * @param pValues the whole family, each in [0, 1]
   */
  public static double[] adjust(double[] pValues) {
    for (double p : pValues) {
      Range.check("a p-value", p, 0, 1);
    }
    int[] ascending = ascending(pValues);
    double[] adjusted = new double[pValues.length];
    double largest = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      int test = ascending[rank];
      largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[test]));
      adjusted[test] = largest;
    }
    return adjusted;
  }

  /** Indices of values from the smallest to the largest; equal values keep their order. */
  static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((i, j) -> Double.compare(values[i], values[j]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
