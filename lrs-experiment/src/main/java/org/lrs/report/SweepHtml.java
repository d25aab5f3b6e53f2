package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.statistics.Estimate;

/**
 * Renders a sweep as one HTML file that needs nothing else ({@code sweep.jte}). The table is
 * readable without JavaScript, the plots need it.
 *
 * @param report everything it shows
 */
public record SweepHtml(SweepResults report) {

  /** Returns the page. */
  public static String render(SweepResults report) {
    return Page.render("sweep.jte", new SweepHtml(report));
  }

  Page page() {
    List<String> facts =
        List.of(
            report.data().dataset() + " " + report.data().split(),
            Figures.count(report.data().images(), "image"),
            Figures.count(report.trials().size(), "trial") + " of " + report.surrogate(),
            Figures.count(report.attacks().size(), "attack"),
            Figures.count(report.targets().size(), "target"));
    List<String> views = new ArrayList<>(List.of("all targets (mean)"));
    for (String attack : report.attacks()) {
      report.targets().forEach(target -> views.add(attack + " on " + target));
    }
    return new Page(
        "lrs sweep",
        "Sweep of a refinement",
        report.title(),
        facts,
        report.command(),
        new Data(report.settings(), views, drawn(report.trials()), drawn(report.references())),
        List.of("sweep.js"));
  }

  /** Returns what was found, a sentence a paragraph. */
  List<String> sentences() {
    List<Trial> measured = report.trials().stream().filter(t -> t.success() != null).toList();
    if (measured.isEmpty()) {
      return List.of("No trial was measured.");
    }
    Trial best = measured.get(0);
    List<String> sentences = new ArrayList<>();
    sentences.add("The best trial is " + words(best) + ": " + figures(best) + ".");
    report.references().stream()
        .filter(reference -> reference.success() != null)
        .map(reference -> reference.name() + ": " + figures(reference) + verdict(best, reference))
        .forEach(sentences::add);
    long diverged = report.trials().stream().filter(t -> t.diverged() != null).count();
    if (diverged > 0) {
      sentences.add(Figures.count(diverged, "trial") + " diverged.");
    }
    return sentences;
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
        : trial.name() + " (" + Figures.settings(trial.values()) + ")";
  }

  private static String figures(Trial trial) {
    return "success %s on images the targets get right, clean accuracy %s"
        .formatted(
            Figures.percentSign(trial.success()), Figures.percentSign(trial.cleanAccuracy()));
  }

  /** What the script draws. */
  private record Data(
      List<String> settings, List<String> views, List<Drawn> trials, List<Drawn> references) {}

  /** A trial that was measured; rates in percent, one per view. */
  private record Drawn(
      String name,
      Map<String, String> values,
      List<Double> success,
      List<List<Double>> intervals,
      Double accuracy,
      Double lipschitz,
      Double curvature) {}

  private List<Drawn> drawn(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.diverged() == null && trial.cleanCorrect() != null)
        .map(this::drawn)
        .toList();
  }

  private Drawn drawn(Trial trial) {
    List<Estimate> rates = new ArrayList<>(List.of(trial.cleanCorrect()));
    for (String attack : report.attacks()) {
      report.targets().forEach(target -> rates.add(SweepTable.rate(trial, attack, target)));
    }
    return new Drawn(
        trial.name(),
        trial.values(),
        rates.stream().map(r -> r == null ? null : Figures.drawn(r.value())).toList(),
        rates.stream()
            .map(r -> r == null ? null : List.of(Figures.drawn(r.low()), Figures.drawn(r.high())))
            .toList(),
        Figures.drawn(trial.cleanAccuracy()),
        trial.empiricalLipschitz(),
        trial.curvature());
  }
}
