package org.lrs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lrs.result.Denominator;
import org.lrs.result.RunResults;
import org.lrs.result.RunResults.Attack;
import org.lrs.result.RunResults.Surrogate;
import org.lrs.result.RunResults.Target;
import org.lrs.statistics.SuccessRate;

/** Renders a report's success matrix for a terminal. */
public final class TextReport {
  /** Longest line of a column's head; longer names are broken. */
  private static final int HEAD = 14;

  private static final String GAP = "  ";

  private TextReport() {}

  /**
   * Returns an aligned table per attack, surrogates × targets, of the success in percent among the
   * images each target gets right when clean.
   *
   * <p>Each rate stands with half the length of its Wilson 95 % interval; the last columns are the
   * mean over the targets and its change from the plain surrogate in points.
   *
   * @param model the figures
   */
  public static String matrix(RunResults model) {
    StringBuilder text = new StringBuilder();
    for (Attack attack : model.attacks()) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(
          "%s (%s, ε = %s%s%s): success in %% of the %s%n"
              .formatted(
                  attack.name(),
                  Figures.norm(attack.norm()),
                  Figures.pixels(attack.epsilon()),
                  attack.gradients() == null
                      ? ""
                      : ", " + Figures.count(attack.gradients(), "gradient"),
                  attack.goal().equals("targeted") ? ", targeted" : "",
                  Denominator.CLEAN_CORRECT.words()));
      append(text, table(model, attack));
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static List<List<String>> table(RunResults model, Attack attack) {
    List<List<String>> columns = new ArrayList<>();
    List<String> first = new ArrayList<>(List.of("surrogate"));
    model.surrogates().forEach(surrogate -> first.add(surrogate.name()));
    columns.add(first);
    Comparison comparison = new Comparison(model);
    for (Target target : model.targets()) {
      List<String> column = new ArrayList<>(List.of(target.name()));
      for (Surrogate surrogate : model.surrogates()) {
        column.add(
            comparison
                .cell(surrogate.name(), attack.name(), target.name())
                .map(cell -> rate(cell.cleanCorrect()))
                .orElse(Figures.NONE));
      }
      columns.add(column);
    }
    List<String> means = new ArrayList<>(List.of("mean"));
    List<String> changes = new ArrayList<>(List.of("change"));
    for (Surrogate surrogate : model.surrogates()) {
      double mean = mean(comparison, surrogate, attack);
      Optional<Surrogate> plain =
          surrogate.refined() ? comparison.plainOf(surrogate) : Optional.empty();
      means.add(Figures.percent(mean));
      changes.add(plain.map(p -> Figures.points(mean - mean(comparison, p, attack))).orElse(""));
    }
    columns.add(means);
    columns.add(changes);
    return columns;
  }

  private static double mean(Comparison comparison, Surrogate surrogate, Attack attack) {
    return comparison.mean(surrogate.name(), attack.name(), Denominator.CLEAN_CORRECT);
  }

  private static String rate(SuccessRate rate) {
    return rate.trials() == 0
        ? Figures.NONE
        : "%5s ±%4s"
            .formatted(Figures.percent(rate.rate()), Figures.percent(Figures.halfWidth(rate)));
  }

  /** Prints columns: the first aligned left, the others right, heads broken at the bottom. */
  private static void append(StringBuilder text, List<List<String>> columns) {
    List<List<String>> heads = columns.stream().map(column -> broken(column.get(0))).toList();
    int lines = heads.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      List<String> cells = new ArrayList<>(heads.get(c));
      cells.addAll(columns.get(c).subList(1, columns.get(c).size()));
      widths[c] = cells.stream().mapToInt(String::length).max().orElse(0);
    }
    for (int line = 0; line < lines; line++) {
      String[] row = new String[widths.length];
      for (int c = 0; c < widths.length; c++) {
        int at = line - (lines - heads.get(c).size());
        row[c] = at < 0 ? "" : heads.get(c).get(at);
      }
      append(text, row, widths);
    }
    text.append("─".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)));
    text.append('\n');
    for (int r = 1; r < columns.get(0).size(); r++) {
      int row = r;
      append(text, columns.stream().map(c -> c.get(row)).toArray(String[]::new), widths);
    }
  }

  private static void append(StringBuilder text, String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.length; c++) {
      String padding = " ".repeat(widths[c] - row[c].length());
      line.append(c == 0 ? row[c] + padding : GAP + padding + row[c]);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /** Breaks a name after a hyphen or underscore where it would be too long. */
  private static List<String> broken(String name) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String part : name.split("(?<=[-_])")) {
      if (!line.isEmpty() && line.length() + part.length() > HEAD) {
        lines.add(line);
        line = "";
      }
      line += part;
    }
    lines.add(line);
    return lines;
  }
}
