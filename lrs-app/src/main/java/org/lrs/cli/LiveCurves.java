package org.lrs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures of running work over time, each as a line: small bars, or words. */
final class LiveCurves {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 40;

  private final Map<String, List<Double>> curves = new LinkedHashMap<>();

  /** Adds what was measured now. */
  synchronized void add(Map<String, Double> figures) {
    figures.forEach(
        (name, value) -> curves.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
  }

  /** Forgets everything. */
  synchronized void clear() {
    curves.clear();
  }

  /** A line per figure: name, bars from the lowest to the highest value, first and last value. */
  synchronized List<String> bars() {
    return curves.entrySet().stream()
        .map(
            curve -> {
              double[] means = means(curve.getValue());
              return "  %-15s%s  %s".formatted(curve.getKey(), bars(means), words(means));
            })
        .toList();
  }

  /** All figures in one line, first and last value each; empty if there are none. */
  synchronized String words() {
    return curves.entrySet().stream()
        .map(curve -> curve.getKey() + " " + words(means(curve.getValue())))
        .collect(Collectors.joining(", "));
  }

  /** As many equal pieces of the time as there is room for, each with its mean. */
  private static double[] means(List<Double> values) {
    int pieces = Math.min(WIDTH, values.size());
    double[] means = new double[pieces];
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) values.size() * i / pieces);
      int to = (int) ((long) values.size() * (i + 1) / pieces);
      means[i] =
          values.subList(from, to).stream().mapToDouble(value -> value).average().orElseThrow();
    }
    return means;
  }

  private static String bars(double[] values) {
    DoubleSummaryStatistics range = Arrays.stream(values).summaryStatistics();
    double low = range.getMin();
    double high = range.getMax();
    StringBuilder bars = new StringBuilder();
    for (double value : values) {
      double height = high > low ? (value - low) / (high - low) : 0.5;
      bars.append(BLOCKS.charAt((int) Math.round(height * (BLOCKS.length() - 1))));
    }
    return bars.toString();
  }

  private static String words(double[] values) {
    String last = number(values[values.length - 1]);
    return values.length == 1 ? last : number(values[0]) + " → " + last;
  }

  /** Three digits, without an exponent where a person would write none. */
  private static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= 100 || size == 0 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.01 ? "%.3f" : "%.2g";
    return Output.format(format, value);
  }
}
