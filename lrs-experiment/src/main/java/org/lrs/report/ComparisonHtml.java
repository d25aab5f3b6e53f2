package org.lrs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Property;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Surrogate;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.statistics.Estimate;

/**
 * Writes a comparison of surrogates as one HTML file: its tables, and success drawn against the
 * properties of the surrogates ({@code comparison.jte}). The tables are readable without
 * JavaScript.
 *
 * @param model everything it shows
 */
public record ComparisonHtml(SurrogateComparison model) {

  /** Returns the page. */
  public static String render(SurrogateComparison model) {
    return Page.render("comparison.jte", new ComparisonHtml(model));
  }

  Page page() {
    List<String> facts = new ArrayList<>();
    facts.add(Figures.count(model.data().images(), "image") + " of " + model.data().dataset());
    facts.add(Figures.count(model.surrogates().size(), "surrogate"));
    facts.add((model.runs().size() == 1 ? "run " : "runs ") + Figures.list(model.runs()));
    facts.add("baseline " + model.baseline());
    if (model.rival() != null) {
      facts.add("rival " + model.rival());
    }
    facts.add("means over " + Figures.list(model.counted()));
    return new Page(
        "lrs",
        "Transfer attacks, image by image",
        "Comparison of surrogates",
        facts,
        model.command(),
        model.tables().stream().map(this::charts).toList(),
        List.of("comparison.js"));
  }

  /** Success against one property, as the script draws it; rates in percent. */
  private record Chart(String title, String note, boolean logarithmic, List<Point> points) {}

  private record Point(
      String name,
      double x,
      double y,
      double low,
      double high,
      String colour,
      List<String> words) {}

  private List<Chart> charts(Table table) {
    String note = table.attack().name() + ": mean success in %";
    return Arrays.stream(Property.values())
        .map(p -> new Chart(p.words(), note, !p.share(), points(table, p)))
        .filter(chart -> !chart.points().isEmpty())
        .toList();
  }

  private List<Point> points(Table table, Property property) {
    List<Point> points = new ArrayList<>();
    for (Surrogate surrogate : model.surrogates()) {
      Double value = property.of(surrogate, table.attack().name());
      for (Row row : table.rows()) {
        if (value != null && row.surrogate().equals(surrogate.name()) && row.mean() != null) {
          Estimate mean = row.mean();
          points.add(
              new Point(
                  surrogate.name(),
                  property.share() ? 100 * value : value,
                  100 * mean.value(),
                  100 * mean.low(),
                  100 * mean.high(),
                  colour(surrogate.name()),
                  List.of(
                      surrogate.name(),
                      property.words() + " " + ComparisonTables.figure(property, value),
                      "success " + Figures.percent(mean))));
        }
      }
    }
    return points;
  }

  private String colour(String surrogate) {
    return surrogate.equals(model.baseline())
        ? Colours.PLAIN
        : Colours.hue(surrogate.equals(model.rival()) ? 1 : 0);
  }
}
