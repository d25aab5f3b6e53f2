package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.statistics.Estimate;

/**
 * Renders a sweep as one HTML file that needs nothing else ({@code sweep.jte}). The table is
 * readable without JavaScript, the plots need it.
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
    return Page.render("sweep.jte", new SweepHtml(report));
  }

  SweepResults report() {
    return report;
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
    pairs().forEach(pair -> views.add(String.join(" on ", pair)));
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
        : trial.values().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining(", ", trial.name() + " (", ")"));
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

  /** Attacks and targets. */
  private List<List<String>> pairs() {
    return report.attacks().stream()
        .flatMap(attack -> report.targets().stream().map(target -> List.of(attack, target)))
        .toList();
  }

  private List<Drawn> drawn(List<Trial> trials) {
    List<Drawn> drawn = new ArrayList<>();
    for (Trial trial : trials) {
      if (trial.diverged() == null && trial.cleanCorrect() != null) {
        List<Estimate> rates =
            Stream.concat(Stream.of(trial.cleanCorrect()), rates(trial)).toList();
        drawn.add(
            new Drawn(
                trial.name(),
                trial.values(),
                rates.stream().map(r -> r == null ? null : percent(r.value())).toList(),
                rates.stream()
                    .map(r -> r == null ? null : List.of(percent(r.low()), percent(r.high())))
                    .toList(),
                percent(trial.cleanAccuracy()),
                trial.empiricalLipschitz(),
                trial.curvature()));
      }
    }
    return drawn;
  }

  /** The rate of each attack and target; null without one. */
  private Stream<Estimate> rates(Trial trial) {
    return pairs().stream()
        .map(
            pair ->
                trial.cells().stream()
                    .filter(cell -> List.of(cell.attack(), cell.target()).equals(pair))
                    .map(cell -> SweepResults.mean(List.of(cell.cleanCorrect())))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null));
  }

  private static Double percent(Double rate) {
    return rate == null ? null : Double.valueOf(Figures.format("%.2f", 100 * rate));
  }
}
