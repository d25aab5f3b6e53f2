package org.lrs.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Predictor;
import org.lrs.statistics.Estimate;

/** Tables of what predicts transfer: rank correlations of properties of surrogates with success. */
record PredictorTables(SurrogateComparison model) {
  /** Shown where there is no rank correlation. */
  static final String TOO_FEW =
      "No rank correlations: they need at least 5 surrogates that differ.";

  /** Returns the rank correlations of one attack: with its mean, and target by target. */
  List<Grid<List<Predictor>>> of(String attack) {
    // Of each property: the correlation with the mean, then those with the targets.
    List<List<Predictor>> properties =
        List.copyOf(
            model.predictors().stream()
                .filter(p -> p.attack().equals(attack))
                .collect(groupingBy(Predictor::property, TreeMap::new, toList()))
                .values());
    if (properties.stream().allMatch(all -> all.get(0).spearman() == null)) {
      return List.of();
    }
    Grid<List<Predictor>> means =
        Grid.of(
                attack + ": rank correlation of a property of the surrogate with its mean success",
                properties)
            .column("property", PredictorTables::words)
            .number("surrogates", all -> String.valueOf(all.get(0).surrogates()))
            .number("Spearman's ρ [95 %]", all -> rho(all.get(0), all.get(0).why()))
            .number("Kendall's τ", all -> signed(all.get(0).kendall()));
    if (model.targets().size() < 2) {
      return List.of(means);
    }
    Grid<List<Predictor>> onTargets =
        Grid.of(
                attack + ": the same with its success on each target, Spearman's ρ [95 %]",
                properties)
            .column("property", PredictorTables::words)
            .numbers(
                IntStream.range(0, model.targets().size()).boxed().toList(),
                new ComparisonTables(model).targets()::get,
                (all, target) -> rho(all.get(1 + target), Figures.NONE));
    return List.of(means, onTargets);
  }

  private static String words(List<Predictor> ofProperty) {
    return ofProperty.get(0).property().words().replace(", %", "");
  }

  private static String rho(Predictor predictor, String otherwise) {
    Estimate rho = predictor.spearman();
    return rho == null
        ? otherwise
        : "%s [%s, %s]".formatted(signed(rho.value()), signed(rho.low()), signed(rho.high()));
  }

  private static String signed(Double correlation) {
    return correlation == null
        ? Figures.NONE
        : Figures.format("%+.2f", correlation).replace('-', '−');
  }
}
