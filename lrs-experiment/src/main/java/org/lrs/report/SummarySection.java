package org.lrs.report;

import java.util.Optional;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.report.Comparison.Gain;
import org.lrs.report.Comparison.Verdict;
import org.lrs.result.RunResults;

/** The head of the page: facts, three sentences, and the figures that matter most. */
final class SummarySection {
  private final RunResults model;
  private final Optional<Gain> best;

  SummarySection(RunResults model) {
    this.model = model;
    this.best = new Comparison(model).best();
  }

  /** Returns the line under the title. */
  Markup facts() {
    Markup html = new Markup();
    String split = model.dataset().split().isEmpty() ? "" : " " + model.dataset().split();
    html.element("li", model.dataset().dataset() + split);
    html.element("li", Figures.count(model.dataset().images(), "image"));
    html.element("li", Figures.count(model.surrogates().size(), "surrogate"));
    html.element("li", Figures.count(model.attacks().size(), "attack"));
    return html.element("li", Figures.count(model.targets().size(), "target"));
  }

  /** Returns the three sentences, each a paragraph. */
  Markup sentences() {
    Markup html = new Markup();
    new Summary(model).sentences().forEach(sentence -> html.element("p", sentence));
    return html;
  }

  /** Returns a tile for transfer, clean accuracy, smoothness and soundness. */
  Markup tiles() {
    Markup html = new Markup();
    best.ifPresent(gain -> change(html, gain));
    FactsSection facts = new FactsSection(model);
    long errors = facts.count(Severity.ERROR);
    long warnings = facts.count(Severity.WARNING);
    String state = errors > 0 ? "bad" : warnings > 0 ? "unsure" : "good";
    String words =
        errors > 0
            ? Figures.count(errors, "error")
            : warnings > 0 ? Figures.count(warnings, "warning") : "No warning";
    String note =
        errors > 0
            ? "do not use the figures before reading them"
            : "what was checked is listed below";
    tile(html, "Soundness", words, note, state);
    return html;
  }

  private void change(Markup html, Gain gain) {
    String state =
        gain.verdict() == Verdict.BETTER
            ? "good"
            : gain.verdict() == Verdict.WORSE ? "bad" : "unsure";
    String names = gain.plain().name() + " → " + gain.refined().name();
    tile(
        html,
        "Mean transfer success",
        Figures.percent(gain.before()) + " → " + Figures.percentSign(gain.after()),
        Figures.points(gain.change()) + " points, " + names,
        state);
    Double before = gain.plain().cleanAccuracy();
    Double after = gain.refined().cleanAccuracy();
    if (before != null && after != null) {
      tile(
          html,
          "Clean accuracy of the surrogate",
          Figures.percent(before) + " → " + Figures.percentSign(after),
          Figures.points(after - before) + " points",
          "plain");
    }
    before = gain.plain().empiricalLipschitz();
    after = gain.refined().empiricalLipschitz();
    if (before != null && after != null) {
      tile(
          html,
          "Empirical Lipschitz constant",
          Figures.number(before) + " → " + Figures.number(after),
          "× " + Figures.format("%.2f", after / before) + ", lower is smoother",
          "plain");
    }
  }

  private static void tile(Markup html, String title, String value, String note, String state) {
    html.open("div", "class", "tile " + state).element("dt", title);
    html.open("dd").element("b", value).element("small", note).close(2);
  }
}
