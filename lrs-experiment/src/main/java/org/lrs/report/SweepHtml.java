package org.lrs.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Cell;
import org.lrs.result.SweepResults.Rate;
import org.lrs.result.SweepResults.Trial;

/**
 * Renders a sweep as one HTML file that needs nothing else; its frame is {@code sweep.html}. The
 * table is readable without JavaScript, the plots need it.
 */
public final class SweepHtml {

  private final SweepResults report;

  private SweepHtml(SweepResults report) {
    this.report = report;
  }

  /**
   * Returns the page.
   *
   * @param report everything it shows
   */
  public static String render(SweepResults report) {
    return new SweepHtml(report).page();
  }

  private String page() {
    Map<String, String> parts = new HashMap<>();
    parts.put("style", Resources.own("report.css") + Resources.own("sweep.css"));
    parts.put("script", Resources.own("report.js") + Resources.own("sweep.js"));
    parts.put("d-three", Resources.d3());
    parts.put("data", HtmlReport.json(data()));
    parts.put("title", Markup.escape(report.title()));
    parts.put("facts", facts().toString());
    parts.put("summary", summary().toString());
    parts.put("table", table().toString());
    parts.put("provenance", FactsSection.provenance(report.provenance()).toString());
    parts.put("command", Markup.escape(report.command()));
    return Page.of("sweep.html", parts);
  }

  private Markup facts() {
    Markup html = new Markup();
    html.element("li", report.data().dataset() + " " + report.data().split());
    html.element("li", Figures.count(report.data().images(), "image"));
    html.element(
        "li", Figures.count(report.trials().size(), "trial") + " of " + report.surrogate());
    html.element("li", Figures.count(report.attacks().size(), "attack"));
    return html.element("li", Figures.count(report.targets().size(), "target"));
  }

  private Markup summary() {
    Markup html = new Markup();
    List<Trial> measured = report.trials().stream().filter(t -> t.success() != null).toList();
    if (measured.isEmpty()) {
      return html.element("p", "No trial was measured.");
    }
    Trial best = measured.get(0);
    html.element("p", "The best trial is " + words(best) + ": " + figures(best) + ".");
    report.references().stream()
        .filter(reference -> reference.success() != null)
        .forEach(
            reference ->
                html.element(
                    "p", reference.name() + ": " + figures(reference) + verdict(best, reference)));
    long diverged = report.trials().stream().filter(t -> t.diverged() != null).count();
    if (diverged > 0) {
      html.element("p", Figures.count(diverged, "trial") + " diverged.");
    }
    return html;
  }

  /** What the difference to the best trial is worth, as in reports of runs. */
  private static String verdict(Trial best, Trial reference) {
    double half = (best.cleanCorrect().high() - best.cleanCorrect().low()) / 2;
    double change = best.success() - reference.success();
    return Math.abs(change) <= half
        ? "; the difference of " + Figures.points(change) + " points lies within the uncertainty."
        : "; the best trial differs by " + Figures.points(change) + " points.";
  }

  private static String words(Trial trial) {
    return trial.values().isEmpty()
        ? trial.name()
        : trial.values().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining(", ", trial.name() + " (", ")"));
  }

  private static String figures(Trial trial) {
    return "success %s on images the targets get right, clean accuracy %s"
        .formatted(
            Figures.percentSign(trial.success()), Figures.percentSign(trial.cleanAccuracy()));
  }

  private Markup table() {
    List<List<String>> rows = SweepTable.rows(report);
    int firstNumber = 1 + report.settings().size();
    int last = rows.get(0).size() - 1;
    Markup html = new Markup();
    html.open("div", "class", "scroll").open("table", "class", "plain").open("thead").open("tr");
    for (int i = 0; i <= last; i++) {
      String number = i >= firstNumber && i < last ? "number" : null;
      html.element("th", rows.get(0).get(i), "scope", "col", "class", number);
    }
    html.close(2).open("tbody");
    for (List<String> row : rows.subList(1, rows.size())) {
      html.open("tr", "data-trial", row.get(0)).element("th", row.get(0), "scope", "row");
      for (int i = 1; i <= last; i++) {
        html.element("td", row.get(i), "class", i >= firstNumber && i < last ? "number" : null);
      }
      html.close();
    }
    return html.close(3);
  }

  private Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    List<String> views = new ArrayList<>(List.of("all targets (mean)"));
    pairs().forEach(pair -> views.add(String.join(" on ", pair)));
    data.put("settings", report.settings());
    data.put("views", views);
    data.put("trials", drawn(report.trials()));
    data.put("references", drawn(report.references()));
    return data;
  }

  /** Attacks and targets. */
  private List<List<String>> pairs() {
    return report.attacks().stream()
        .flatMap(attack -> report.targets().stream().map(target -> List.of(attack, target)))
        .toList();
  }

  private List<Object> drawn(List<Trial> trials) {
    List<Object> drawn = new ArrayList<>();
    for (Trial trial : trials) {
      List<Rate> rates =
          Stream.concat(Stream.ofNullable(trial.cleanCorrect()), rates(trial)).toList();
      if (trial.diverged() != null || trial.cleanCorrect() == null) {
        continue;
      }
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("name", trial.name());
      values.put("values", trial.values());
      values.put(
          "success", rates.stream().map(r -> r == NOTHING ? null : percent(r.rate())).toList());
      values.put(
          "intervals",
          rates.stream()
              .map(r -> r == NOTHING ? null : List.of(percent(r.low()), percent(r.high())))
              .toList());
      values.put("accuracy", percent(trial.cleanAccuracy()));
      values.put("lipschitz", trial.empiricalLipschitz());
      values.put("curvature", trial.curvature());
      drawn.add(values);
    }
    return drawn;
  }

  private static final Rate NOTHING = new Rate(Double.NaN, Double.NaN, Double.NaN);

  /** The rate of each attack and target. */
  private Stream<Rate> rates(Trial trial) {
    return pairs().stream()
        .map(
            pair ->
                trial.cells().stream()
                    .filter(cell -> List.of(cell.attack(), cell.target()).equals(pair))
                    .map(Cell::cleanCorrect)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(NOTHING));
  }

  private static Double percent(Double rate) {
    return rate == null ? null : Double.valueOf(Figures.format("%.2f", 100 * rate));
  }
}
