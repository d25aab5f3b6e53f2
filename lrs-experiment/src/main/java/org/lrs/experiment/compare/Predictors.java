package org.lrs.experiment.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.result.Denominator;
import org.lrs.result.SurrogateComparison.Predictor;
import org.lrs.result.SurrogateComparison.Property;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Surrogate;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.RankCorrelation;

/**
 * Rank correlations of properties of the surrogates with the success of each attack: of its mean
 * over the counted targets, and on every target, as one property may help on one target and harm on
 * another.
 */
final class Predictors {

  /** With fewer surrogates, a rank correlation means next to nothing. */
  private static final int FEWEST = 5;

  private Predictors() {}

  static List<Predictor> of(List<Surrogate> surrogates, List<Table> tables) {
    List<Predictor> predictors = new ArrayList<>();
    for (Table table : tables) {
      if (table.denominator() == Denominator.CLEAN_CORRECT) {
        predictors.addAll(all(surrogates, table, null, Row::mean));
        int targets =
            table.rows().stream().mapToInt(row -> row.cells().size()).findFirst().orElse(0);
        for (int t = 0; t < targets; t++) {
          int index = t;
          String target = table.rows().get(0).cells().get(t).target();
          predictors.addAll(all(surrogates, table, target, row -> row.cells().get(index).rate()));
        }
      }
    }
    return predictors;
  }

  private static List<Predictor> all(
      List<Surrogate> surrogates, Table table, String target, Function<Row, Estimate> success) {
    Map<String, Estimate> rates = new HashMap<>();
    table.rows().forEach(row -> rates.put(row.surrogate(), success.apply(row)));
    return Arrays.stream(Property.values())
        .map(property -> predictor(surrogates, table.attack().name(), target, property, rates))
        .toList();
  }

  private static Predictor predictor(
      List<Surrogate> surrogates,
      String attack,
      String target,
      Property property,
      Map<String, Estimate> success) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Surrogate surrogate : surrogates) {
      Double value = property.of(surrogate, attack);
      Estimate rate = success.get(surrogate.name());
      if (value != null && Double.isFinite(value) && rate != null) {
        x.add(value);
        y.add(rate.value());
      }
    }
    if (x.size() < FEWEST) {
      String why = x.isEmpty() ? "not measured" : "fewer than " + FEWEST + " surrogates";
      return new Predictor(attack, target, property, x.size(), null, null, why);
    }
    Optional<Estimate> spearman = RankCorrelation.spearman(array(x), array(y));
    return new Predictor(
        attack,
        target,
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
