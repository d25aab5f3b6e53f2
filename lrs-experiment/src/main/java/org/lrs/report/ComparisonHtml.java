package org.lrs.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lrs.report.ScatterPlot.Point;
import org.lrs.result.Property;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Surrogate;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.statistics.Estimate;

/**
 * Writes a comparison of surrogates as one HTML file: its tables, and success drawn against the
 * properties of the surrogates. Needs no network; only its switches need JavaScript.
 */
public final class ComparisonHtml {

  private final SurrogateComparison model;
  private final ComparisonTables tables;
  private final List<String> attacks;

  private ComparisonHtml(SurrogateComparison model) {
    this.model = model;
    tables = new ComparisonTables(model);
    attacks = model.tables().stream().map(table -> table.attack().name()).distinct().toList();
  }

  /** Returns the page. */
  public static String render(SurrogateComparison model) {
    return Page.of("comparison.html", new ComparisonHtml(model).parts());
  }

  private Map<String, String> parts() {
    Map<String, String> parts = new HashMap<>();
    parts.put("style", Resources.own("report.css"));
    parts.put("script", Resources.own("report.js"));
    parts.put("facts", facts().toString());
    parts.put("controls", Controls.results(attacks).toString());
    parts.put("success", success().toString());
    parts.put("differences", differences().toString());
    parts.put("plots", plots().toString());
    parts.put("predictors", predictors().toString());
    parts.put("surrogates", tables.surrogates().html().toString());
    parts.put("notes", notes().toString());
    parts.put("command", Markup.escape(model.command()));
    return parts;
  }

  private Markup facts() {
    Markup html = new Markup();
    html.element(
        "li", Figures.count(model.data().images(), "image") + " of " + model.data().dataset());
    html.element("li", Figures.count(model.surrogates().size(), "surrogate"));
    html.element("li", (model.runs().size() == 1 ? "run " : "runs ") + Figures.list(model.runs()));
    html.element("li", "baseline " + model.baseline());
    if (model.rival() != null) {
      html.element("li", "rival " + model.rival());
    }
    return html.element("li", "means over " + Figures.list(model.counted()));
  }

  private Markup success() {
    return perTable(table -> html(List.of(tables.success(table), tables.intervals(table))));
  }

  private Markup differences() {
    return perTable(table -> html(tables.differences(table)));
  }

  private Markup plots() {
    return perTable(
        table -> {
          Markup html = new Markup().open("div", "class", "panels");
          for (Property property : Property.values()) {
            List<Point> points = points(table, property);
            if (!points.isEmpty()) {
              String under = table.attack().name() + ": mean success in %";
              html.add(ScatterPlot.of(property.words(), under, points, !property.share()));
            }
          }
          return html.close();
        });
  }

  /** Parts that are shown while their attack and denominator are chosen. */
  private Markup perTable(Function<Table, Markup> part) {
    Markup html = new Markup();
    for (Table table : model.tables()) {
      html.open(
          "div",
          "data-attack",
          String.valueOf(attacks.indexOf(table.attack().name())),
          "data-denominator",
          table.denominator().key());
      html.add(part.apply(table)).close();
    }
    return html;
  }

  private static Markup html(List<Grid> grids) {
    Markup html = new Markup();
    grids.forEach(grid -> html.add(grid.html()));
    return html;
  }

  private List<Point> points(Table table, Property property) {
    List<Point> points = new ArrayList<>();
    for (Surrogate surrogate : model.surrogates()) {
      Double value = property.of(surrogate, table.attack().name());
      if (value == null) {
        continue;
      }
      for (Row row : table.rows()) {
        if (row.surrogate().equals(surrogate.name()) && row.mean() != null) {
          Estimate mean = row.mean();
          points.add(
              new Point(
                  surrogate.name(),
                  property.share() ? 100 * value : value,
                  new Estimate(100 * mean.value(), 100 * mean.low(), 100 * mean.high()),
                  colour(surrogate.name()),
                  "%s: %s %s, success %s"
                      .formatted(
                          surrogate.name(),
                          property.words(),
                          ComparisonTables.figure(property, value),
                          Figures.percent(mean))));
        }
      }
    }
    return points;
  }

  private String colour(String surrogate) {
    if (surrogate.equals(model.baseline())) {
      return "var(--hue-plain)";
    }
    return Colours.hue(surrogate.equals(model.rival()) ? 1 : 0);
  }

  private Markup predictors() {
    Markup html = new Markup();
    for (int a = 0; a < attacks.size(); a++) {
      html.open("div", "data-attack", String.valueOf(a));
      List<Grid> grids = tables.predictors(attacks.get(a));
      if (grids.isEmpty()) {
        html.element("p", ComparisonTables.TOO_FEW, "class", "empty");
      }
      html.add(html(grids));
      html.close();
    }
    return html;
  }

  private Markup notes() {
    Markup html = new Markup();
    ComparisonNotes.of(model).forEach(note -> html.element("p", note, "class", "about"));
    return html;
  }
}
