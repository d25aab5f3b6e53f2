package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where values stand along an axis, on an even or a logarithmic scale.
 *
 * @param low value at place 0
 * @param high value at place 1
 * @param logarithmic whether equal ratios have equal lengths
 */
record Axis(double low, double high, boolean logarithmic) {
  /** Room on either side of the outermost values, as a share of the length between them. */
  private static final double MARGIN = 0.06;

  private static final int MOST_TICKS = 6;

  /**
   * Returns the axis that shows all values with some room around them.
   *
   * @param logarithmic wish; values that are not all positive get an even scale
   */
  static Axis around(double[] values, boolean logarithmic) {
    boolean log = logarithmic && DoubleStream.of(values).allMatch(v -> v > 0);
    double low = DoubleStream.of(values).min().orElse(0);
    double high = DoubleStream.of(values).max().orElse(1);
    if (log) {
      double reach = low == high ? Math.log(1.5) : MARGIN * Math.log(high / low);
      return new Axis(low * Math.exp(-reach), high * Math.exp(reach), true);
    }
    double reach = low == high ? Math.max(0.5, Math.abs(low) / 10) : MARGIN * (high - low);
    return new Axis(low - reach, high + reach, false);
  }

  /** Returns the place of a value, 0 to 1 for those on the axis. */
  double place(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Returns round values along the axis. */
  List<Double> ticks() {
    if (logarithmic) {
      for (double[] steps : new double[][] {{1, 2, 3, 4, 5, 6, 8}, {1, 2, 5}, {1, 3}, {1}}) {
        List<Double> ticks = decades(steps);
        if (ticks.size() <= MOST_TICKS) {
          return ticks;
        }
      }
      return decades(new double[] {1});
    }
    double rough = (high - low) / (MOST_TICKS - 1);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        DoubleStream.of(1, 2, 5, 10)
            .map(s -> s * power)
            .filter(s -> s >= rough)
            .findFirst()
            .orElse(rough);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> decades(double... steps) {
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(low)); Math.pow(10, e) <= high; e++) {
      for (double step : steps) {
        double tick = step * Math.pow(10, e);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
