package org.lrs.report;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lrs.analysis.Histogram;
import org.lrs.analysis.PerImage;

/** What a script draws a histogram from: several distributions between the same edges. */
final class HistogramData {
  private static final int BINS = 24;

  private HistogramData() {}

  /**
   * Returns the data of one chart.
   *
   * @param meaning a line under the title
   * @param names of the distributions
   * @param colours of the distributions, as CSS values
   */
  static Map<String, Object> of(
      String title,
      String meaning,
      List<String> names,
      List<String> colours,
      List<PerImage> distributions) {
    double[] all =
        distributions.stream().flatMapToDouble(d -> DoubleStream.of(d.values())).toArray();
    double[] edges = Histogram.edges(BINS, all);
    // Equal ratios, not equal differences.
    boolean logarithmic = edges[0] > 0 && edges[2] - edges[1] > 1.01 * (edges[1] - edges[0]);
    return Map.of(
        "title",
        title,
        "meaning",
        meaning,
        "edges",
        edges,
        "logarithmic",
        logarithmic,
        "series",
        IntStream.range(0, names.size())
            .mapToObj(
                i ->
                    Map.of(
                        "name",
                        names.get(i),
                        "colour",
                        colours.get(i),
                        "counts",
                        Histogram.of(edges, distributions.get(i).values()).counts(),
                        "mean",
                        distributions.get(i).distribution().mean(),
                        "median",
                        distributions.get(i).distribution().median()))
            .toList());
  }
}
