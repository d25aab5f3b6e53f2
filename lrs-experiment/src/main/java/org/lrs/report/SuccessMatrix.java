package org.lrs.report;

import java.util.Comparator;
import java.util.stream.Collectors;
import org.lrs.report.Grid.Cell;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.statistics.SuccessRate;

/** The success of attacks, surrogates × targets: for a terminal, and as heat maps of a page. */
public final class SuccessMatrix {
  private static final Cell MISSING = new Cell(Figures.NONE, null, null, null, "none");

  private final RunResults model;
  private final Comparison comparison;

  SuccessMatrix(RunResults model) {
    this.model = model;
    comparison = new Comparison(model);
  }

  /**
   * Returns an aligned table per attack of the success in percent among the images each target gets
   * right when clean.
   *
   * <p>Each rate stands with half the length of its Wilson 95 % interval; the last columns are the
   * mean over the targets and its change from the plain surrogate in points.
   *
   * @param model the figures
   */
  public static String text(RunResults model) {
    SuccessMatrix matrix = new SuccessMatrix(model);
    return model.attacks().stream()
        .map(attack -> head(attack) + matrix.text(attack, Denominator.CLEAN_CORRECT).text())
        .collect(Collectors.joining("\n"));
  }

  private static String head(Attack attack) {
    return "%s (%s, ε = %s%s%s): success in %% of the %s\n"
        .formatted(
            attack.name(),
            Figures.norm(attack.norm()),
            Figures.length(attack.norm(), attack.epsilon()),
            attack.gradients() == null ? "" : ", " + Figures.count(attack.gradients(), "gradient"),
            attack.goal().equals("targeted") ? ", targeted" : "",
            Denominator.CLEAN_CORRECT.words());
  }

  private Grid<Surrogate> text(Attack attack, Denominator denominator) {
    return Grid.of("", model.surrogates())
        .column("surrogate", Surrogate::name)
        .numbers(
            model.targets(),
            Target::name,
            (surrogate, target) ->
                comparison
                    .rate(surrogate, attack, target, denominator)
                    .map(SuccessMatrix::words)
                    .orElse(Figures.NONE))
        .number("mean", s -> Figures.percent(comparison.mean(s, attack, denominator)))
        .number("change", s -> comparison.change(s, attack, denominator).orElse(""));
  }

  private static String words(SuccessRate rate) {
    return "%5s ±%4s"
        .formatted(Figures.percent(rate.rate()), Figures.percent(Figures.halfWidth(rate)));
  }

  /** Returns the table of one attack for a page, with the means. */
  Grid<Surrogate> of(Attack attack, Denominator denominator) {
    String caption =
        "%s, %s, ε = %s: success in %% of %s"
            .formatted(
                attack.name(),
                Figures.norm(attack.norm()),
                Figures.length(attack.norm(), attack.epsilon()),
                denominator.words());
    Grid<Surrogate> grid =
        Grid.of(caption, model.surrogates())
            .column("Surrogate", s -> s.name() + "\n" + s.kind() + " " + s.model());
    for (Target target : model.targets()) {
      double best =
          model.surrogates().stream()
              .flatMap(s -> comparison.rate(s, attack, target, denominator).stream())
              .map(SuccessRate::rate)
              .max(Comparator.naturalOrder())
              .orElse(Double.NaN);
      grid.column(
          target.name(),
          "clean " + Figures.percent(target.cleanAccuracy()),
          null,
          surrogate ->
              comparison
                  .rate(surrogate, attack, target, denominator)
                  .map(rate -> cell(rate, best))
                  .orElse(MISSING));
    }
    return grid.column("Mean", "vs. plain", Grid.MEAN, s -> mean(s, attack, denominator));
  }

  private static Cell cell(SuccessRate rate, double best) {
    return new Cell(
        Figures.percent(rate.rate()),
        Figures.interval(rate),
        Figures.count(rate.successes()) + " of " + Figures.count(rate.trials(), "image"),
        rate.rate(),
        rate.rate() >= best ? "best" : null);
  }

  private Cell mean(Surrogate surrogate, Attack attack, Denominator denominator) {
    double mean = comparison.mean(surrogate, attack, denominator);
    String change = comparison.change(surrogate, attack, denominator).orElse(Figures.NONE);
    return Double.isNaN(mean) ? MISSING : new Cell(Figures.percent(mean), change, null, mean, null);
  }
}
