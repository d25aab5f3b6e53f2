package org.lrs.report;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Cell;
import org.lrs.result.RunResults.Surrogate;
import org.lrs.result.RunResults.Target;
import org.lrs.statistics.SuccessRate;

/** The success matrix as heat maps: one table per attack and denominator. */
final class MatrixSection {
  /** Success rate from which the cell is dark enough for the other text colour. */
  private static final double STRONG = 0.62;

  private final RunResults model;
  private final Comparison comparison;

  MatrixSection(RunResults model) {
    this.model = model;
    this.comparison = new Comparison(model);
  }

  Markup render() {
    Markup html = new Markup();
    if (model.cells().isEmpty()) {
      return html.element("p", "No attack was scored in this run.", "class", "empty");
    }
    for (int i = 0; i < model.attacks().size(); i++) {
      for (Denominator denominator : Denominator.values()) {
        table(html, i, denominator);
      }
    }
    return html;
  }

  private void table(Markup html, int index, Denominator denominator) {
    Attack attack = model.attacks().get(index);
    String caption =
        "%s, %s, ε = %s: success in %% of %s"
            .formatted(
                attack.name(),
                Figures.norm(attack.norm()),
                Figures.pixels(attack.epsilon()),
                denominator.words());
    html.open("div", "data-attack", String.valueOf(index), "data-denominator", denominator.key())
        .open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption)
        .open("table", "class", "matrix");
    html.open("caption").element("span", caption).close();
    html.open("thead").open("tr").element("th", "Surrogate", "scope", "col");
    for (Target target : model.targets()) {
      html.open("th", "scope", "col").name(target.name());
      html.element("small", "clean " + Figures.percent(target.cleanAccuracy())).close();
    }
    html.open("th", "scope", "col", "class", "mean").name("Mean");
    html.element("small", "vs. plain").close(3).open("tbody");
    for (Surrogate surrogate : model.surrogates()) {
      row(html, surrogate, attack, denominator);
    }
    html.close(4);
  }

  private void row(Markup html, Surrogate surrogate, Attack attack, Denominator denominator) {
    html.open("tr").open("th", "scope", "row");
    html.name(surrogate.name());
    html.element("small", surrogate.kind() + " " + surrogate.model()).close();
    for (Target target : model.targets()) {
      Optional<SuccessRate> rate =
          comparison
              .cell(surrogate.name(), attack.name(), target.name())
              .map(denominator::of)
              .filter(r -> r.trials() > 0);
      if (rate.isEmpty()) {
        html.element("td", Figures.NONE, "class", "none");
      } else {
        cell(html, rate.get(), best(rate.get(), attack, target, denominator));
      }
    }
    mean(html, surrogate, attack, denominator);
    html.close();
  }

  private static void cell(Markup html, SuccessRate rate, boolean best) {
    html.open(
        "td",
        "class",
        heat(rate.rate()) + (best ? " best" : ""),
        "style",
        "--v:" + Figures.css(rate.rate()),
        "title",
        Figures.count(rate.successes()) + " of " + Figures.count(rate.trials(), "image"));
    html.element("b", Figures.percent(rate.rate()));
    html.element("small", Figures.interval(rate)).close();
  }

  private void mean(Markup html, Surrogate surrogate, Attack attack, Denominator denominator) {
    double mean = comparison.mean(surrogate.name(), attack.name(), denominator);
    if (Double.isNaN(mean)) {
      html.element("td", Figures.NONE, "class", "mean none");
      return;
    }
    html.open("td", "class", "mean " + heat(mean), "style", "--v:" + Figures.css(mean));
    html.element("b", Figures.percent(mean));
    Optional<Surrogate> plain =
        surrogate.refined() ? comparison.plainOf(surrogate) : Optional.empty();
    html.element(
        "small",
        plain
            .map(p -> Figures.points(mean - comparison.mean(p.name(), attack.name(), denominator)))
            .orElse(Figures.NONE));
    html.close();
  }

  private boolean best(SuccessRate rate, Attack attack, Target target, Denominator denominator) {
    Stream<Cell> column =
        model.surrogates().stream()
            .flatMap(s -> comparison.cell(s.name(), attack.name(), target.name()).stream());
    return column
            .map(denominator::of)
            .filter(r -> r.trials() > 0)
            .map(SuccessRate::rate)
            .max(Comparator.naturalOrder())
            .orElseThrow()
        <= rate.rate();
  }

  private static String heat(double rate) {
    return rate >= STRONG ? "heat strong" : "heat";
  }
}
