package org.lrs.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Cell;
import org.lrs.result.SurrogateComparison.Difference;
import org.lrs.result.SurrogateComparison.Predictor;
import org.lrs.result.SurrogateComparison.Property;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Surrogate;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.result.SurrogateComparison.Test;
import org.lrs.statistics.Estimate;

/** The tables of a comparison of surrogates, the same in Markdown, on a page and on a terminal. */
record ComparisonTables(SurrogateComparison model) {
  /** Smallest p-value that is written with its digits. */
  private static final double SMALLEST_P = 1e-4;

  /** Shown where there is no rank correlation. */
  static final String TOO_FEW =
      "No rank correlations: they need at least 5 surrogates that differ.";

  /** Returns the names of the attacks. */
  List<String> attacks() {
    return model.tables().stream().map(table -> table.attack().name()).distinct().toList();
  }

  /** Returns what the surrogates are; columns without any figure are left out. */
  Grid<Surrogate> surrogates() {
    Grid<Surrogate> grid =
        Grid.of("The surrogates", model.surrogates()).column("surrogate", Surrogate::name);
    if (model.runs().size() > 1) {
      grid.number("run", Surrogate::run);
    }
    grid.number("made from", Surrogate::model).number("method", Surrogate::method);
    for (Property property : Property.values()) {
      if (property == Property.ROBUST_ACCURACY) {
        grid.numbers(
            attacks(),
            attack -> "robust accuracy to " + attack + ", %",
            (s, attack) -> figure(property, property.of(s, attack)));
      } else {
        grid.number(property.words(), s -> figure(property, property.of(s, "")));
      }
    }
    grid.number("steps", s -> Figures.count(s.refinementSteps()));
    grid.number("minutes", s -> minutes(s.refinementSeconds()));
    grid.columns()
        .removeIf(
            column ->
                model.surrogates().stream()
                    .allMatch(s -> column.cell().apply(s).text().equals(Figures.NONE)));
    return grid;
  }

  private static String minutes(Double seconds) {
    return seconds == null ? Figures.NONE : Figures.format("%.1f", seconds / 60);
  }

  /** Returns the success rates, with their means, differences of means, and what is certain. */
  Grid<Row> success(Table table) {
    Grid<Row> grid =
        perTarget(table, "success in %", table.rows(), (row, t) -> rate(row, t) + mark(row, t))
            .number("mean", row -> Figures.percent(row.mean()))
            .number("vs. " + model.baseline(), row -> difference(row.toBaseline()));
    if (model.rival() != null) {
      grid.number("vs. " + model.rival(), row -> difference(row.toRival()));
    }
    return grid;
  }

  /** Returns the names of the targets, in brackets where they do not count in the mean. */
  List<String> targets() {
    return model.targets().stream()
        .map(target -> model.counted().contains(target) ? target : "(" + target + ")")
        .toList();
  }

  private static String rate(Row row, int target) {
    Estimate rate = row.cells().get(target).rate();
    return rate == null ? Figures.NONE : Figures.percent(rate.value());
  }

  private static String mark(Row row, int target) {
    int direction = row.toBaseline() == null ? 0 : row.toBaseline().tests().get(target).direction();
    return direction > 0 ? "▲" : direction < 0 ? "▼" : "";
  }

  private static String difference(Difference difference) {
    return Figures.points(difference == null ? null : difference.mean());
  }

  /** Returns the rate on every target with its Wilson interval and its counts. */
  Grid<Row> intervals(Table table) {
    return perTarget(
        table,
        "success in %, with Wilson 95 % intervals and counts",
        table.rows(),
        (row, t) -> {
          Cell cell = row.cells().get(t);
          return Figures.percent(cell.rate())
              + (cell.rate() == null ? "" : "\n" + cell.successes() + "/" + cell.trials());
        });
  }

  /** Returns the differences to the baseline and to the rival on every target. */
  List<Grid<Row>> differences(Table table) {
    return Stream.of(
            differences(table, model.baseline(), Row::toBaseline),
            differences(table, model.rival(), Row::toRival))
        .filter(grid -> !grid.items().isEmpty())
        .toList();
  }

  private Grid<Row> differences(Table table, String reference, Function<Row, Difference> to) {
    return perTarget(
        table,
        "difference to " + reference + " in points, with 95 % intervals and Holm's p",
        table.rows().stream().filter(row -> to.apply(row) != null).toList(),
        (row, t) -> test(to.apply(row).tests().get(t)));
  }

  private static String test(Test test) {
    return test.difference() == null
        ? Figures.NONE
        : Figures.points(test.difference()) + "\n" + p(test.adjusted());
  }

  /** Returns {@code p = 0.013}. */
  private static String p(double value) {
    return value < SMALLEST_P
        ? "p < 0.0001"
        : "p = " + Figures.format(value < 0.01 ? "%.4f" : "%.3f", value);
  }

  private Grid<Row> perTarget(
      Table table, String what, List<Row> rows, BiFunction<Row, Integer, String> cell) {
    return Grid.of(
            "%s: %s (%s)".formatted(table.attack().name(), what, table.denominator().words()), rows)
        .column("surrogate", Row::surrogate)
        .numbers(indices(), targets()::get, cell);
  }

  private List<Integer> indices() {
    return IntStream.range(0, model.targets().size()).boxed().toList();
  }

  /** Returns the rank correlations of one attack: with its mean, and target by target. */
  List<Grid<List<Predictor>>> predictors(String attack) {
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
            .column("property", ComparisonTables::property)
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
            .column("property", ComparisonTables::property)
            .numbers(
                indices(), targets()::get, (all, target) -> rho(all.get(1 + target), Figures.NONE));
    return List.of(means, onTargets);
  }

  private static String property(List<Predictor> ofProperty) {
    return ofProperty.get(0).property().words().replace(", %", "");
  }

  private static String rho(Predictor predictor, String otherwise) {
    return predictor.spearman() == null
        ? otherwise
        : Figures.bracketed(predictor.spearman(), ComparisonTables::signed);
  }

  private static String signed(Double correlation) {
    return correlation == null
        ? Figures.NONE
        : Figures.format("%+.2f", correlation).replace('-', '−');
  }

  /** Returns a value of a property as the tables show it. */
  static String figure(Property property, Double value) {
    return property.share() ? Figures.percent(value) : Figures.number(value);
  }
}
