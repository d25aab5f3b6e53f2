package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lrs.result.Property;
import org.lrs.result.RunResults;
import org.lrs.result.SurrogateComparison;
import org.lrs.result.SurrogateComparison.Cell;
import org.lrs.result.SurrogateComparison.Difference;
import org.lrs.result.SurrogateComparison.Row;
import org.lrs.result.SurrogateComparison.Surrogate;
import org.lrs.result.SurrogateComparison.Table;
import org.lrs.result.SurrogateComparison.Test;

/** The tables of a comparison of surrogates, the same in Markdown, on a page and on a terminal. */
final class ComparisonTables {
  /** Smallest p-value that is written with its digits. */
  private static final double SMALLEST_P = 1e-4;

  /** Marks a rate above the baseline's. */
  static final String UP = "▲";

  /** Marks a rate below the baseline's. */
  static final String DOWN = "▼";

  private final SurrogateComparison model;

  ComparisonTables(SurrogateComparison model) {
    this.model = model;
  }

  /** Returns what the surrogates are; columns without any figure are left out. */
  Grid surrogates() {
    List<String> attacks =
        model.tables().stream().map(table -> table.attack().name()).distinct().toList();
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("surrogate", Surrogate::name));
    if (model.runs().size() > 1) {
      columns.add(new Column("run", Surrogate::run));
    }
    columns.add(new Column("made from", Surrogate::model));
    columns.add(new Column("method", Surrogate::method));
    for (Property property : Property.values()) {
      if (property == Property.ROBUST_ACCURACY) {
        for (String attack : attacks) {
          columns.add(
              new Column(
                  "robust accuracy to " + attack + ", %",
                  s -> figure(property, property.of(s, attack))));
        }
      } else {
        columns.add(new Column(property.words(), s -> figure(property, property.of(s, ""))));
      }
    }
    columns.add(new Column("steps", s -> count(s.refinementSteps())));
    columns.add(new Column("minutes", s -> minutes(s.refinementSeconds())));
    columns.removeIf(
        column -> model.surrogates().stream().map(column.text()).allMatch(Figures.NONE::equals));
    return Grid.of(
        "The surrogates",
        columns.stream().map(Column::head).toList(),
        model.surrogates().stream()
            .map(s -> columns.stream().map(column -> column.text().apply(s)).toList())
            .toList());
  }

  private record Column(String head, Function<Surrogate, String> text) {}

  private static String count(Long steps) {
    return steps == null ? Figures.NONE : Figures.count(steps);
  }

  private static String minutes(Double seconds) {
    return seconds == null ? Figures.NONE : Figures.format("%.1f", seconds / 60);
  }

  /** Returns the success rates, with their means, differences of means, and what is certain. */
  Grid success(Table table) {
    List<String> head = new ArrayList<>(List.of("surrogate"));
    head.addAll(targets());
    head.add("mean");
    head.add("vs. " + model.baseline());
    if (model.rival() != null) {
      head.add("vs. " + model.rival());
    }
    List<List<String>> rows = new ArrayList<>();
    for (Row row : table.rows()) {
      List<String> line = new ArrayList<>(List.of(row.surrogate()));
      for (int t = 0; t < row.cells().size(); t++) {
        line.add(rate(row.cells().get(t)) + mark(row.toBaseline(), t));
      }
      line.add(Figures.percent(row.mean()));
      line.add(difference(row.toBaseline()));
      if (model.rival() != null) {
        line.add(difference(row.toRival()));
      }
      rows.add(line);
    }
    return Grid.of(title(table, "success in %"), head, rows);
  }

  /** Returns the names of the targets, in brackets where they do not count in the mean. */
  List<String> targets() {
    return model.targets().stream()
        .map(target -> model.counted().contains(target) ? target : "(" + target + ")")
        .toList();
  }

  private static String rate(Cell cell) {
    return cell.rate() == null ? Figures.NONE : Figures.percent(cell.rate().value());
  }

  private static String mark(Difference difference, int target) {
    int direction = difference == null ? 0 : difference.tests().get(target).direction();
    return direction > 0 ? UP : direction < 0 ? DOWN : "";
  }

  private static String difference(Difference difference) {
    return Figures.points(difference == null ? null : difference.mean());
  }

  /** Returns the rate on every target with its Wilson interval and its counts. */
  Grid intervals(Table table) {
    return perTarget(
        table,
        title(table, "success in %, with Wilson 95 % intervals and counts"),
        (row, t) -> {
          Cell cell = row.cells().get(t);
          return Figures.percent(cell.rate())
              + (cell.rate() == null ? "" : "\n" + cell.successes() + "/" + cell.trials());
        });
  }

  /** Returns the differences to the baseline and to the rival on every target. */
  List<Grid> differences(Table table) {
    return Stream.of(
            differences(table, model.baseline(), Row::toBaseline),
            differences(table, model.rival(), Row::toRival))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Grid> differences(Table table, String reference, Function<Row, Difference> to) {
    List<Row> rows = table.rows().stream().filter(row -> to.apply(row) != null).toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Table compared = new Table(table.attack(), table.denominator(), rows);
    String what = "difference to " + reference + " in points, with 95 % intervals and Holm's p";
    return Optional.of(
        perTarget(compared, title(table, what), (row, t) -> test(to.apply(row).tests().get(t))));
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

  private Grid perTarget(Table table, String title, BiFunction<Row, Integer, String> cell) {
    List<String> head = new ArrayList<>(List.of("surrogate"));
    head.addAll(targets());
    List<List<String>> rows = new ArrayList<>();
    for (Row row : table.rows()) {
      List<String> line = new ArrayList<>(List.of(row.surrogate()));
      for (int t = 0; t < model.targets().size(); t++) {
        line.add(cell.apply(row, t));
      }
      rows.add(line);
    }
    return Grid.of(title, head, rows);
  }

  /** Returns the caption of a table. */
  static String title(Table table, String what) {
    return "%s: %s (%s)".formatted(table.attack().name(), what, table.denominator().words());
  }

  /** Returns an attack's settings in a few words. */
  static String words(RunResults.Attack attack) {
    return "%s, ε = %s, %s, %s"
        .formatted(
            Figures.norm(attack.norm()),
            Figures.pixels(attack.epsilon()),
            Figures.count(attack.steps(), "step"),
            attack.goal());
  }

  /** Returns a value of a property as the tables show it. */
  static String figure(Property property, Double value) {
    return property.share() ? Figures.percent(value) : Figures.number(value);
  }
}
