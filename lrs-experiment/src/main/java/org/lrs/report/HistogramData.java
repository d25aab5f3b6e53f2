package org.lrs.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lrs.analysis.Histogram;
import org.lrs.analysis.PerImage;

/**
 * What a script draws a histogram from: several distributions between the same edges.
 *
 * @param meaning a line under the title
 * @param edges of the columns
 * @param logarithmic whether the edges have equal ratios, not equal differences
 */
record HistogramData(
    String title, String meaning, double[] edges, boolean logarithmic, List<Series> series) {
  private static final int BINS = 24;

  /** One distribution. */
  record Series(String name, String colour, int[] counts, double mean, double median) {}

  /**
   * Returns the data of one chart.
   *
   * @param names of the distributions
   * @param colours of the distributions, as CSS values
   */
  static HistogramData of(
      String title,
      String meaning,
      List<String> names,
      List<String> colours,
      List<PerImage> distributions) {
    double[] edges =
        Histogram.edges(
            BINS,
            distributions.stream().flatMapToDouble(d -> DoubleStream.of(d.values())).toArray());
    boolean logarithmic = edges[0] > 0 && edges[2] - edges[1] > 1.01 * (edges[1] - edges[0]);
    List<Series> series =
        IntStream.range(0, names.size())
            .mapToObj(
                i ->
                    new Series(
                        names.get(i),
                        colours.get(i),
                        Histogram.of(edges, distributions.get(i).values()).counts(),
                        distributions.get(i).distribution().mean(),
                        distributions.get(i).distribution().median()))
            .toList();
    return new HistogramData(title, meaning, edges, logarithmic, series);
  }
}
