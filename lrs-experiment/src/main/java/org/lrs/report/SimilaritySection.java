package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lrs.analysis.GradientSimilarity;

/** How alike the input gradients of networks are, as a section or a page of its own. */
public final class SimilaritySection {
  /** More pairs than this have no histogram of their own. */
  private static final int MOST_PAIRS = 15;

  private SimilaritySection() {}

  /** Returns the page with this section alone. */
  public static String page(String dataset, int images, GradientSimilarity found, String command) {
    AnalysisPage page =
        new AnalysisPage("Gradient similarity", Figures.count(found.names().size(), "network"))
            .fact(dataset)
            .fact(Figures.count(images, "image"));
    add(page, found, "How alike the networks' input gradients are");
    return page.render(command);
  }

  /** Adds the section. */
  static void add(AnalysisPage page, GradientSimilarity found, String about) {
    List<Map<String, Object>> charts = new ArrayList<>();
    for (GradientSimilarity.Pair pair : found.pairs()) {
      if (charts.size() < MOST_PAIRS) {
        charts.add(
            HistogramData.of(
                pair.first() + " and " + pair.second(),
                "cosine at each image",
                List.of("cosine"),
                List.of(Colours.hue(2)),
                List.of(pair.cosines())));
      }
    }
    page.section(
        "similarity",
        "Gradient similarity",
        about
            + ": the cosine of the gradients of the cross-entropy with respect to the image, mean over"
            + " the images. 1: the same direction, 0: unrelated.",
        matrix(found),
        charts);
  }

  private static Markup matrix(GradientSimilarity found) {
    Markup html = new Markup();
    html.open("div", "class", "scroll").open("table", "class", "matrix").open("thead").open("tr");
    html.element("th", "", "scope", "col");
    found.names().forEach(name -> html.open("th", "scope", "col").name(name).close());
    html.close(2).open("tbody");
    for (int a = 0; a < found.names().size(); a++) {
      html.open("tr").open("th", "scope", "row").name(found.names().get(a)).close();
      for (double cosine : found.mean()[a]) {
        double shade = Math.max(0, Math.min(1, cosine));
        html.open(
            "td",
            "class",
            shade > 0.5 ? "heat strong" : "heat",
            "style",
            "--v:" + Figures.css(shade));
        html.element("b", Figures.format("%.3f", cosine)).close();
      }
      html.close();
    }
    return html.close(3);
  }
}
