package org.lrs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lrs.report.Grid.Cell;
import org.lrs.report.Grid.Column;
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
  Grid of(Attack attack, Denominator denominator) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("Surrogate")));
    for (Target target : model.targets()) {
      String clean = "clean " + Figures.percent(target.cleanAccuracy());
      columns.add(new Column(target.name(), clean, null));
    }
    columns.add(new Column("Mean", "vs. plain", Grid.MEAN));
    List<List<Cell>> rows = new ArrayList<>();
    for (Surrogate surrogate : model.surrogates()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(surrogate.name() + "\n" + surrogate.kind() + " " + surrogate.model()));
      for (Target target : model.targets()) {
        row.add(
            rate(surrogate, attack, target, denominator)
                .map(rate -> cell(rate, best(attack, target, denominator)))
                .orElse(MISSING));
      }
      row.add(mean(surrogate, attack, denominator));
      rows.add(row);
    }
    String caption =
        "%s, %s, ε = %s: success in %% of %s"
            .formatted(
                attack.name(),
                Figures.norm(attack.norm()),
                Figures.pixels(attack.epsilon()),
                denominator.words());
    return new Grid(caption, columns, rows);
  }

  private Optional<SuccessRate> rate(
      Surrogate surrogate, Attack attack, Target target, Denominator denominator) {
    return comparison
        .cell(surrogate.name(), attack.name(), target.name())
        .map(denominator::of)
        .filter(rate -> rate.trials() > 0);
  }

  private static Cell cell(SuccessRate rate, double best) {
    return new Cell(
        Figures.percent(rate.rate()),
        Figures.interval(rate),
        Figures.count(rate.successes()) + " of " + Figures.count(rate.trials(), "image"),
        rate.rate(),
        rate.rate() >= best ? "best" : null);
  }

  private double best(Attack attack, Target target, Denominator denominator) {
    return model.surrogates().stream()
        .flatMap(s -> rate(s, attack, target, denominator).stream())
        .map(SuccessRate::rate)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Cell mean(Surrogate surrogate, Attack attack, Denominator denominator) {
    double mean = comparison.mean(surrogate.name(), attack.name(), denominator);
    String change =
        comparison
            .plainOf(surrogate)
            .map(p -> Figures.points(mean - comparison.mean(p.name(), attack.name(), denominator)))
            .orElse(Figures.NONE);
    return Double.isNaN(mean) ? MISSING : new Cell(Figures.percent(mean), change, null, mean, null);
  }
}
