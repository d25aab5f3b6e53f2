package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;
import org.lrs.statistics.Estimate;

/** A sweep as a table: for people, and as comma-separated values for programs. */
public final class SweepTable {

  private SweepTable() {}

  /** Returns the table for people: references first, then the trials, the best first. */
  public static Grid table(SweepResults report) {
    List<String> head = new ArrayList<>(List.of("surrogate"));
    head.addAll(report.settings());
    head.addAll(
        List.of("success %", "clean %", "Lipschitz", "grad norm", "curvature", "seconds", "front"));
    List<List<String>> rows =
        Stream.concat(report.references().stream(), report.trials().stream())
            .map(trial -> row(report, trial))
            .toList();
    int figures = 1 + report.settings().size();
    return Grid.of("References, then trials", head, figures, head.size() - 1, rows);
  }

  private static List<String> row(SweepResults report, Trial trial) {
    List<String> row = new ArrayList<>(List.of(trial.name()));
    report.settings().forEach(path -> row.add(trial.values().getOrDefault(path, "")));
    if (trial.diverged() != null) {
      // The reason is long: it stands where nothing follows.
      row.addAll(List.of("diverged", "", "", "", "", "", trial.diverged()));
      return row;
    }
    row.add(percent(trial.cleanCorrect()));
    row.add(Figures.percent(trial.cleanAccuracy()));
    row.add(Figures.number(trial.empiricalLipschitz()));
    row.add(Figures.number(trial.inputGradientNorm()));
    row.add(Figures.number(trial.curvature()));
    row.add(trial.trainingSteps() == 0 ? "" : Figures.format("%.1f", trial.trainingSeconds()));
    row.add(trial.onFront() ? "•" : "");
    return row;
  }

  private static String percent(Estimate rate) {
    return rate == null
        ? Figures.NONE
        : Figures.percent(rate.value()) + " ±" + Figures.percent((rate.high() - rate.low()) / 2);
  }

  /**
   * Comma-separated values with a head (RFC 4180): a line per surrogate, rates and accuracies in
   * [0, 1], at the end the success of each attack on each target.
   */
  public static String csv(SweepResults report) {
    List<String> head = new ArrayList<>(List.of("surrogate"));
    head.addAll(report.settings());
    head.addAll(
        List.of(
            "success",
            "successLow",
            "successHigh",
            "successAmongAll",
            "cleanAccuracy",
            "empiricalLipschitz",
            "inputGradientNorm",
            "curvature",
            "trainingSteps",
            "trainingSeconds",
            "onFront",
            "diverged"));
    for (String attack : report.attacks()) {
      report.targets().forEach(target -> head.add(attack + " on " + target));
    }
    StringBuilder csv = new StringBuilder(line(head));
    Stream.concat(report.trials().stream(), report.references().stream())
        .forEach(trial -> csv.append(line(values(report, trial))));
    return csv.toString();
  }

  private static List<String> values(SweepResults report, Trial trial) {
    List<Object> values = new ArrayList<>(List.of(trial.name()));
    report.settings().forEach(path -> values.add(trial.values().get(path)));
    values.add(of(trial.cleanCorrect(), Estimate::value));
    values.add(of(trial.cleanCorrect(), Estimate::low));
    values.add(of(trial.cleanCorrect(), Estimate::high));
    values.add(of(trial.all(), Estimate::value));
    values.add(trial.cleanAccuracy());
    values.add(trial.empiricalLipschitz());
    values.add(trial.inputGradientNorm());
    values.add(trial.curvature());
    values.add(trial.trainingSteps());
    values.add(trial.trainingSeconds());
    values.add(trial.onFront());
    values.add(trial.diverged());
    for (String attack : report.attacks()) {
      for (String target : report.targets()) {
        values.add(
            trial.cells().stream()
                .filter(cell -> cell.attack().equals(attack) && cell.target().equals(target))
                .findFirst()
                .map(cell -> of(SweepResults.mean(List.of(cell.cleanCorrect())), Estimate::value))
                .orElse(null));
      }
    }
    return values.stream().map(value -> Objects.toString(value, "")).toList();
  }

  private static Double of(Estimate rate, Function<Estimate, Double> part) {
    return rate == null ? null : part.apply(rate);
  }

  private static String line(List<String> values) {
    return values.stream().map(SweepTable::quoted).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String quoted(String value) {
    return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
