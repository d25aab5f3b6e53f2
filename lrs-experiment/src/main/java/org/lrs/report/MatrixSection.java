package org.lrs.report;

import java.util.Comparator;
import org.lrs.report.Grid.Cell;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Target;
import org.lrs.result.Surrogate;
import org.lrs.statistics.SuccessRate;

/** The success matrix as heat maps: one table per attack and denominator. */
final class MatrixSection {
  private static final Cell MISSING = new Cell(Figures.NONE, null, null, null, "none");

  private final RunResults model;
  private final Comparison comparison;

  MatrixSection(RunResults model) {
    this.model = model;
    this.comparison = new Comparison(model);
  }

  /** Returns the table of one attack: surrogates × targets, and the means. */
  Grid<Surrogate> of(Attack attack, Denominator denominator) {
    String caption =
        "%s, %s, ε = %s: success in %% of %s"
            .formatted(
                attack.name(),
                Figures.norm(attack.norm()),
                Figures.pixels(attack.epsilon()),
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
