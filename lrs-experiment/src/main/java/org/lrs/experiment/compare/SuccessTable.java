package org.lrs.experiment.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
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

/**
 * Rates and paired differences of one attack under one denominator.
 *
 * @param outcomes by surrogate in the order of the rows, the outcomes on each target
 * @param targets every target, one column each
 * @param counted targets that count in means
 * @param bootstrap intervals of means
 */
record SuccessTable(
    Map<String, List<Outcomes>> outcomes,
    List<String> targets,
    List<String> counted,
    Denominator denominator,
    ImageBootstrap bootstrap) {

  /**
   * One row per surrogate.
   *
   * @param baseline name of the first reference
   * @param rival name of the second one, or null
   */
  List<Row> rows(String baseline, String rival) {
    Map<String, Difference> toBaseline = differences(baseline);
    Map<String, Difference> toRival = differences(rival);
    return outcomes.keySet().stream()
        .map(
            surrogate -> {
              List<Part> rates = outcomes.get(surrogate).stream().map(denominator::rate).toList();
              return new Row(
                  surrogate,
                  columns().mapToObj(t -> cell(targets.get(t), rates.get(t))).toList(),
                  mean(rates),
                  toBaseline.get(surrogate),
                  toRival.get(surrogate));
            })
        .toList();
  }

  private IntStream columns() {
    return IntStream.range(0, targets.size());
  }

  private static Cell cell(String target, Part part) {
    SuccessRate rate = new SuccessRate(part.plus().cardinality(), part.trials().cardinality());
    Estimate estimate =
        rate.trials() == 0 ? null : new Estimate(rate.rate(), rate.wilsonLow(), rate.wilsonHigh());
    return new Cell(target, rate.successes(), rate.trials(), estimate);
  }

  /** Mean over the targets that count; null without trials. */
  private Estimate mean(List<Part> parts) {
    List<Part> present =
        columns()
            .filter(t -> counted.contains(targets.get(t)) && !parts.get(t).trials().isEmpty())
            .mapToObj(parts::get)
            .toList();
    return present.isEmpty() ? null : bootstrap.mean(present);
  }

  /**
   * Differences of all others to a reference; empty if the attack did not run on it, or it is null.
   */
  private Map<String, Difference> differences(String reference) {
    if (reference == null || !outcomes.containsKey(reference)) {
      return Map.of();
    }
    Map<String, List<Part>> compared = new LinkedHashMap<>();
    outcomes.forEach((surrogate, found) -> compared.put(surrogate, parts(found, reference)));
    compared.remove(reference);
    // One family: every test against this reference in this table.
    PrimitiveIterator.OfDouble adjusted =
        Arrays.stream(
                Holm.adjust(
                    compared.values().stream()
                        .flatMap(List::stream)
                        .map(SuccessTable::pairs)
                        .filter(pairs -> pairs.trials() > 0)
                        .mapToDouble(PairedRates::pValue)
                        .toArray()))
            .iterator();
    Map<String, Difference> differences = new LinkedHashMap<>();
    compared.forEach(
        (surrogate, parts) -> {
          Iterator<String> target = targets.iterator();
          List<Test> tests =
              parts.stream().map(part -> test(target.next(), pairs(part), adjusted)).toList();
          differences.put(surrogate, new Difference(tests, mean(parts)));
        });
    return differences;
  }

  private static Test test(String target, PairedRates pairs, Iterator<Double> adjusted) {
    return pairs.trials() == 0
        ? new Test(target, pairs, null, null, null)
        : new Test(target, pairs, pairs.difference(), pairs.pValue(), adjusted.next());
  }

  private List<Part> parts(List<Outcomes> found, String reference) {
    List<Part> parts = new ArrayList<>();
    Iterator<Outcomes> others = outcomes.get(reference).iterator();
    for (Outcomes one : found) {
      parts.add(denominator.difference(one, others.next()));
    }
    return parts;
  }

  private static PairedRates pairs(Part part) {
    return PairedRates.of(part.plus(), part.minus(), part.trials());
  }
}
