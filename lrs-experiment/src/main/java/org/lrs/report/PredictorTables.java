package org.lrs.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lrs.result.Property;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Predictor;
import org.lrs.statistics.Estimate;

/** Tables of what predicts transfer: rank correlations of properties of surrogates with success. */
final class PredictorTables {
  /** Shown where there is no rank correlation. */
  static final String TOO_FEW =
      "No rank correlations: they need at least 5 surrogates that differ.";

  private final SurrogateComparison model;

  PredictorTables(SurrogateComparison model) {
    this.model = model;
  }

  /** Returns the rank correlations of one attack: with its mean, and target by target. */
  List<Grid> of(String attack) {
    Map<Property, List<Predictor>> byProperty =
        model.predictors().stream()
            .filter(p -> p.attack().equals(attack))
            .collect(groupingBy(Predictor::property, TreeMap::new, toList()));
    List<Predictor> means = byProperty.values().stream().map(all -> all.get(0)).toList();
    if (means.stream().allMatch(p -> p.spearman() == null)) {
      return List.of();
    }
    List<Grid> grids = new ArrayList<>();
    grids.add(
        Grid.of(
            attack + ": rank correlation of a property of the surrogate with its mean success",
            List.of("property", "surrogates", "Spearman's ρ [95 %]", "Kendall's τ"),
            means.stream().map(PredictorTables::line).toList()));
    if (model.targets().size() > 1) {
      List<String> head = new ArrayList<>(List.of("property"));
      head.addAll(new ComparisonTables(model).targets());
      grids.add(
          Grid.of(
              attack + ": the same with its success on each target, Spearman's ρ [95 %]",
              head,
              byProperty.values().stream().map(PredictorTables::onTargets).toList()));
    }
    return grids;
  }

  private static List<String> line(Predictor predictor) {
    return List.of(
        words(predictor.property()),
        String.valueOf(predictor.surrogates()),
        predictor.spearman() == null ? predictor.why() : rho(predictor),
        predictor.kendall() == null ? Figures.NONE : signed(predictor.kendall()));
  }

  /** The property and its correlations on the targets, which follow that with the mean. */
  private static List<String> onTargets(List<Predictor> ofProperty) {
    List<String> line = new ArrayList<>(List.of(words(ofProperty.get(0).property())));
    ofProperty.stream()
        .skip(1)
        .map(p -> p.spearman() == null ? Figures.NONE : rho(p))
        .forEach(line::add);
    return line;
  }

  private static String words(Property property) {
    return property.words().replace(", %", "");
  }

  private static String rho(Predictor predictor) {
    Estimate rho = predictor.spearman();
    return "%s [%s, %s]".formatted(signed(rho.value()), signed(rho.low()), signed(rho.high()));
  }

  private static String signed(double correlation) {
    return Figures.format("%+.2f", correlation).replace('-', '−');
  }
}
