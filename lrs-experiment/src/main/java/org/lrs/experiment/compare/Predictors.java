package org.lrs.experiment.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lrs.evaluate.Estimate;
import org.lrs.evaluate.RankCorrelation;
import org.lrs.report.Denominator;
import org.lrs.report.Property;
import org.lrs.report.SurrogateComparison.Predictor;
import org.lrs.report.SurrogateComparison.Row;
import org.lrs.report.SurrogateComparison.Surrogate;
import org.lrs.report.SurrogateComparison.Table;

/** Rank correlations of properties of the surrogates with the success of each attack. */
final class Predictors {

  /** With fewer surrogates, a rank correlation says next to nothing. */
  private static final int FEWEST = 5;

  private Predictors() {}

  static List<Predictor> of(List<Surrogate> surrogates, List<Table> tables) {
    List<Predictor> predictors = new ArrayList<>();
    for (Table table : tables) {
      if (table.denominator() == Denominator.CLEAN_CORRECT) {
        for (Property property : Property.values()) {
          predictors.add(predictor(surrogates, table, property));
        }
      }
    }
    return predictors;
  }

  private static Predictor predictor(List<Surrogate> surrogates, Table table, Property property) {
    String attack = table.attack().name();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Row row : table.rows()) {
      Double value =
          surrogates.stream()
              .filter(s -> s.name().equals(row.surrogate()))
              .findFirst()
              .map(s -> property.of(s, attack))
              .orElse(null);
      if (value != null && Double.isFinite(value) && row.mean() != null) {
        x.add(value);
        y.add(row.mean().value());
      }
    }
    if (x.size() < FEWEST) {
      String why = x.isEmpty() ? "not measured" : "fewer than " + FEWEST + " surrogates";
      return new Predictor(attack, property, x.size(), null, null, why);
    }
    Optional<Estimate> spearman = RankCorrelation.spearman(array(x), array(y));
    return new Predictor(
        attack,
        property,
        x.size(),
        spearman.orElse(null),
        RankCorrelation.kendall(array(x), array(y)).orElse(null),
        spearman.isPresent() ? null : "the same for all surrogates");
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
