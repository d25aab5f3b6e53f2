package org.lrs.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.lrs.analysis.Histogram;
import org.lrs.analysis.PerImage;
import org.lrs.report.Page.Tile;

/**
 * A page of analysis: the figures that matter most, then sections of charts and tables.
 *
 * @param tiles the figures that matter most; may be empty
 */
record AnalysisPage(Page page, List<Tile> tiles, List<Section> sections) {

  /**
   * One section.
   *
   * @param id where its charts go: their script fills the element {@code id-charts}
   * @param about how to read it
   * @param tables readable without a script
   * @param folded whether the tables are hidden at first
   * @param notes sentences below the tables
   * @param charts what the script draws from
   */
  record Section(
      String id,
      String head,
      String about,
      List<Grid<?>> tables,
      boolean folded,
      List<String> notes,
      Object charts) {

    /** A section with one table and no notes. */
    Section(String id, String head, String about, Grid<?> table, Object charts) {
      this(id, head, about, List.of(table), false, List.of(), charts);
    }
  }

  /** Something found, with the name and the colour (a CSS value) that charts show it by. */
  record Drawn<T>(String name, String colour, T found) {
    /** Returns a part of what was found. */
    <R> Drawn<R> map(Function<T, R> part) {
      return new Drawn<>(name, colour, part.apply(found));
    }
  }

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
          distributions.stream()
              .flatMapToDouble(d -> DoubleStream.of(d.found().values()))
              .toArray();
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

  /** Returns the page as HTML. */
  static String render(
      String kind,
      String title,
      List<String> facts,
      List<Tile> tiles,
      List<Section> sections,
      String command) {
    Map<String, Object> data = new LinkedHashMap<>();
    sections.forEach(section -> data.put(section.id(), section.charts()));
    List<String> scripts = List.of("landscape.js", "analysis.js");
    Page page = new Page("lrs analyze", kind, title, facts, command, data, scripts);
    return Page.render("analysis.jte", new AnalysisPage(page, tiles, sections));
  }
}
