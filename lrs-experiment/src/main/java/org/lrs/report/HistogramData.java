package org.lrs.report;

import java.util.List;
import java.util.stream.DoubleStream;
import org.lrs.analysis.Histogram;
import org.lrs.analysis.PerImage;
import org.lrs.report.AnalysisPage.Drawn;

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

  /** Returns the data of one chart. */
  static HistogramData of(String title, String meaning, List<Drawn<PerImage>> distributions) {
    double[] all =
        distributions.stream().flatMapToDouble(d -> DoubleStream.of(d.found().values())).toArray();
    double[] edges = Histogram.edges(BINS, all);
    boolean logarithmic = edges[0] > 0 && edges[2] - edges[1] > 1.01 * (edges[1] - edges[0]);
    List<Series> series =
        distributions.stream()
            .map(
                d ->
                    new Series(
                        d.name(),
                        d.colour(),
                        Histogram.of(edges, d.found().values()).counts(),
                        d.found().distribution().mean(),
                        d.found().distribution().median()))
            .toList();
    return new HistogramData(title, meaning, edges, logarithmic, series);
  }
}
