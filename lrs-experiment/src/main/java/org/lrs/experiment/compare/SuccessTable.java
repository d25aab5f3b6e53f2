package org.lrs.experiment.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.evaluate.Outcomes;
import org.lrs.evaluate.PairedRates;
import org.lrs.result.Denominator;
import org.lrs.result.SurrogateComparison.Cell;
import org.lrs.result.SurrogateComparison.Difference;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Test;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.Holm;
import org.lrs.statistics.ImageBootstrap;
import org.lrs.statistics.ImageBootstrap.Part;
import org.lrs.statistics.SuccessRate;

/** Rates and paired differences of one attack under one denominator. */
final class SuccessTable {

  private final Map<String, List<Outcomes>> outcomes;
  private final List<String> targets;
  private final List<String> counted;
  private final Denominator denominator;
  private final ImageBootstrap bootstrap;

  /**
   * @param outcomes by surrogate in the order of the rows, the outcomes on each target
   * @param targets every target, one column each
   * @param counted targets that count in means
   * @param bootstrap intervals of means
   */
  SuccessTable(
      Map<String, List<Outcomes>> outcomes,
      List<String> targets,
      List<String> counted,
      Denominator denominator,
      ImageBootstrap bootstrap) {
    this.outcomes = outcomes;
    this.targets = targets;
    this.counted = counted;
    this.denominator = denominator;
    this.bootstrap = bootstrap;
  }

  /**
   * One row per surrogate.
   *
   * @param baseline name of the first reference
   * @param rival name of the second one, or null
   */
  List<Row> rows(String baseline, String rival) {
    Map<String, Difference> toBaseline = differences(baseline);
    Map<String, Difference> toRival = differences(rival);
    List<Row> rows = new ArrayList<>();
    outcomes.forEach(
        (surrogate, found) ->
            rows.add(
                new Row(
                    surrogate,
                    cells(found),
                    mean(found.stream().map(this::rate).toList()),
                    toBaseline.get(surrogate),
                    toRival.get(surrogate))));
    return rows;
  }

  private List<Cell> cells(List<Outcomes> found) {
    List<Cell> cells = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      Part part = rate(found.get(t));
      SuccessRate rate = new SuccessRate(part.plus().cardinality(), part.trials().cardinality());
      cells.add(
          new Cell(
              targets.get(t),
              rate.successes(),
              rate.trials(),
              rate.trials() == 0
                  ? null
                  : new Estimate(rate.rate(), rate.wilsonLow(), rate.wilsonHigh())));
    }
    return cells;
  }

  private Part rate(Outcomes outcomes) {
    BitSet trials = denominator.trials(outcomes);
    return new Part(Outcomes.and(outcomes.fooled(), trials), new BitSet(), trials);
  }

  /** Mean over the targets that count; null without trials. */
  private Estimate mean(List<Part> parts) {
    List<Part> present = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      if (counted.contains(targets.get(t)) && !parts.get(t).trials().isEmpty()) {
        present.add(parts.get(t));
      }
    }
    return present.isEmpty() ? null : bootstrap.mean(present);
  }

  /**
   * Differences of all others to a reference; empty if the attack did not run on it, or it is null.
   */
  private Map<String, Difference> differences(String reference) {
    if (reference == null || !outcomes.containsKey(reference)) {
      return Map.of();
    }
    List<Outcomes> of = outcomes.get(reference);
    Map<String, List<Part>> compared = new LinkedHashMap<>();
    outcomes.forEach(
        (surrogate, found) -> {
          if (!surrogate.equals(reference)) {
            compared.put(surrogate, parts(found, of));
          }
        });
    // One family: every test against this reference in this table.
    double[] adjusted =
        Holm.adjust(
            compared.values().stream()
                .flatMap(List::stream)
                .map(SuccessTable::pairs)
                .filter(pairs -> pairs.trials() > 0)
                .mapToDouble(PairedRates::pValue)
                .toArray());
    int next = 0;
    Map<String, Difference> differences = new LinkedHashMap<>();
    for (Map.Entry<String, List<Part>> entry : compared.entrySet()) {
      List<Test> tests = new ArrayList<>();
      for (int t = 0; t < targets.size(); t++) {
        PairedRates pairs = pairs(entry.getValue().get(t));
        tests.add(
            pairs.trials() == 0
                ? new Test(targets.get(t), pairs, null, null, null)
                : new Test(
                    targets.get(t), pairs, pairs.difference(), pairs.pValue(), adjusted[next++]));
      }
      differences.put(entry.getKey(), new Difference(tests, mean(entry.getValue())));
    }
    return differences;
  }

  private List<Part> parts(List<Outcomes> first, List<Outcomes> second) {
    List<Part> parts = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      BitSet trials =
          Outcomes.and(denominator.trials(first.get(t)), denominator.trials(second.get(t)));
      parts.add(
          new Part(
              Outcomes.and(first.get(t).fooled(), trials),
              Outcomes.and(second.get(t).fooled(), trials),
              trials));
    }
    return parts;
  }

  private static PairedRates pairs(Part part) {
    return PairedRates.of(part.plus(), part.minus(), part.trials());
  }
}
