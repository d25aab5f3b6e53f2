package org.lrs.report;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.report.Grid.Cell;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.statistics.Estimate;

/** A sweep as a table: for people, and as comma-separated values for programs. */
public final class SweepTable {

  private SweepTable() {}

  /** Returns the table for people: references first, then the trials, the best first. */
  public static Grid<Trial> table(SweepResults report) {
    Grid<Trial> grid =
        Grid.of(
                "References, then trials",
                Stream.concat(report.references().stream(), report.trials().stream()).toList())
            .column("surrogate", Trial::name);
    for (String path : report.settings()) {
      grid.column(path, trial -> trial.values().getOrDefault(path, ""));
    }
    return grid.number("success %", t -> t.diverged() == null ? success(t) : "diverged")
        .number("clean %", measured(t -> Figures.percent(t.cleanAccuracy())))
        .number("Lipschitz", measured(t -> Figures.number(t.empiricalLipschitz())))
        .number("grad norm", measured(t -> Figures.number(t.inputGradientNorm())))
        .number("curvature", measured(t -> Figures.number(t.curvature())))
        .number("seconds", measured(SweepTable::seconds))
        // The reason is long: it stands where nothing follows.
        .column("front", t -> t.diverged() != null ? t.diverged() : t.onFront() ? "•" : "");
  }

  private static Function<Trial, String> measured(Function<Trial, String> figure) {
    return trial -> trial.diverged() == null ? figure.apply(trial) : "";
  }

  private static String success(Trial trial) {
    Estimate rate = trial.cleanCorrect();
    return rate == null
        ? Figures.NONE
        : Figures.percent(rate.value()) + " ±" + Figures.percent((rate.high() - rate.low()) / 2);
  }

  private static String seconds(Trial trial) {
    return trial.trainingSteps() == 0 ? "" : Figures.format("%.1f", trial.trainingSeconds());
  }

  /**
   * Comma-separated values with a head (RFC 4180): a line per surrogate, rates and accuracies in
   * [0, 1], at the end the success of each attack on each target.
   */
  public static String csv(SweepResults report) {
    Grid<Trial> grid =
        Grid.of("", Stream.concat(report.trials().stream(), report.references().stream()).toList());
    add(grid, "surrogate", Trial::name);
    report.settings().forEach(path -> add(grid, path, t -> t.values().get(path)));
    add(grid, "success", Trial::success);
    add(grid, "successLow", t -> of(t.cleanCorrect(), Estimate::low));
    add(grid, "successHigh", t -> of(t.cleanCorrect(), Estimate::high));
    add(grid, "successAmongAll", t -> of(t.all(), Estimate::value));
    add(grid, "cleanAccuracy", Trial::cleanAccuracy);
    add(grid, "empiricalLipschitz", Trial::empiricalLipschitz);
    add(grid, "inputGradientNorm", Trial::inputGradientNorm);
    add(grid, "curvature", Trial::curvature);
    add(grid, "trainingSteps", Trial::trainingSteps);
    add(grid, "trainingSeconds", Trial::trainingSeconds);
    add(grid, "onFront", Trial::onFront);
    add(grid, "diverged", Trial::diverged);
    for (String attack : report.attacks()) {
      for (String target : report.targets()) {
        add(grid, attack + " on " + target, t -> of(rate(t, attack, target), Estimate::value));
      }
    }
    return grid.lines().stream()
        .map(line -> line.stream().map(SweepTable::quoted).collect(Collectors.joining(",")))
        .map(line -> line + "\r\n")
        .collect(Collectors.joining());
  }

  /** Returns the rate of one attack on one target; null if no image counts. */
  static Estimate rate(Trial trial, String attack, String target) {
    return trial.cells().stream()
        .filter(cell -> cell.attack().equals(attack) && cell.target().equals(target))
        .findFirst()
        .map(cell -> SweepResults.mean(List.of(cell.cleanCorrect())))
        .orElse(null);
  }

  private static void add(Grid<Trial> grid, String head, Function<Trial, Object> value) {
    grid.column(
        head,
        null,
        null,
        trial -> new Cell(Objects.toString(value.apply(trial), ""), null, null, null, null));
  }

  private static Double of(Estimate rate, Function<Estimate, Double> part) {
    return rate == null ? null : part.apply(rate);
  }

  private static String quoted(String value) {
    return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
