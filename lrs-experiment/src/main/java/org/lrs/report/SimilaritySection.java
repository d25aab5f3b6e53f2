package org.lrs.report;

import java.util.List;
import java.util.stream.IntStream;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.report.AnalysisPage.Drawn;
import org.lrs.report.AnalysisPage.HistogramData;
import org.lrs.report.AnalysisPage.Section;
import org.lrs.report.Grid.Cell;

/** How alike the input gradients of networks are, as a section or a page of its own. */
public final class SimilaritySection {
  /** More pairs than this have no histogram of their own. */
  private static final int MOST_PAIRS = 15;

  private SimilaritySection() {}

  /** Returns the page with this section alone. */
  public static String page(String dataset, int images, GradientSimilarity found, String command) {
    return AnalysisPage.render(
        "Gradient similarity",
        Figures.count(found.names().size(), "network"),
        List.of(dataset, Figures.count(images, "image")),
        List.of(),
        List.of(section(found, "How alike the networks' input gradients are")),
        command);
  }

  /** Returns the section. */
  static Section section(GradientSimilarity found, String about) {
    return new Section(
        "similarity",
        "Gradient similarity",
        about
            + ": the cosine of the gradients of the cross-entropy with respect to the image, mean over"
            + " the images. 1: the same direction, 0: unrelated.",
        table(found, "Mean cosine of the input gradients"),
        found.pairs().stream()
            .limit(MOST_PAIRS)
            .map(
                pair ->
                    HistogramData.of(
                        pair.first() + " and " + pair.second(),
                        "cosine at each image",
                        List.of(new Drawn<>("cosine", Colours.hue(2), pair.cosines()))))
            .toList());
  }

  /** Returns the mean cosines of all pairs. */
  public static Grid<?> table(GradientSimilarity found, String caption) {
    List<Integer> networks = IntStream.range(0, found.names().size()).boxed().toList();
    Grid<Integer> grid = Grid.of(caption, networks).column("Network", found.names()::get);
    networks.forEach(
        n ->
            grid.column(
                found.names().get(n), null, Grid.NUMBER, row -> cell(found.mean()[row][n])));
    return grid;
  }

  private static Cell cell(double cosine) {
    double shade = Math.max(0, Math.min(1, cosine));
    return new Cell(Figures.format("%.3f", cosine), null, null, shade, null);
  }
}
