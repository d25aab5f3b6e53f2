package org.lrs.analysis;

import java.util.Arrays;

/**
 * Counts of values in neighbouring intervals.
 *
 * @param edges of the intervals, rising, one more than there are intervals
 * @param counts values from an edge up to below the next one; the first interval also has what is
 *     below it, the last one what is at or above its upper edge
 */
public record Histogram(double[] edges, int[] counts) {
  // Values spread over more than this factor are distinguishable on a logarithmic scale only.
  private static final double WIDE = 50;
  // Values smaller than the largest by more than this are negligible next to it.
  private static final double SMALLEST = 1e-9;

  /**
   * Edges for values, equally wide; equally wide in the logarithm where no value is negative and
   * the largest is more than 50 times the smallest positive one.
   */
  public static double[] edges(int bins, double... values) {
    double low = Arrays.stream(values).min().orElse(0);
    double largest = Arrays.stream(values).max().orElse(1);
    double smallest =
        Arrays.stream(values).filter(v -> v > largest * SMALLEST && v > 0).min().orElse(largest);
    boolean logarithmic = low >= 0 && largest > WIDE * smallest;
    // Equal values need an interval that is not empty.
    double high = low == largest ? low + Math.max(1e-12, Math.abs(low)) : largest;
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      double share = (double) i / bins;
      edges[i] =
          logarithmic ? smallest * Math.pow(largest / smallest, share) : low + share * (high - low);
    }
    return edges;
  }

  /** Counts values between edges. */
  public static Histogram of(double[] edges, double... values) {
    int[] counts = new int[edges.length - 1];
    for (double value : values) {
      int at = Arrays.binarySearch(edges, value);
      int bin = at >= 0 ? at : -at - 2;
      counts[Math.max(0, Math.min(counts.length - 1, bin))]++;
    }
    return new Histogram(edges, counts);
  }
}
