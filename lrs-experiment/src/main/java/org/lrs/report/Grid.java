package org.lrs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of texts, for pages ({@code table.jte}), for Markdown and for a terminal: one row per
 * item, whose cells the columns make of it. The first column names the rows.
 *
 * @param caption what the table shows
 * @param items what the rows are about
 * @param columns from left to right
 */
public record Grid<T>(String caption, List<T> items, List<Column<T>> columns) {
  /** Share from which a cell is dark enough for the other text colour. */
  private static final double STRONG = 0.62;

  /** Longest line of a column's head on a terminal; longer names are broken. */
  private static final int HEAD = 14;

  /** Columns of numbers, aligned right. */
  static final String NUMBER = "number";

  /** A column of means, set apart from what it is the mean of. */
  static final String MEAN = "mean";

  /**
   * A column.
   *
   * @param head its title
   * @param note small print below the title, or null
   * @param kind {@link #NUMBER}, {@link #MEAN}, or null for text
   * @param cell what it says about an item
   */
  public record Column<T>(String head, String note, String kind, Function<T, Cell> cell) {}

  /** Returns a table that has no columns yet. */
  static <T> Grid<T> of(String caption, List<T> items) {
    return new Grid<>(caption, items, new ArrayList<>());
  }

  /** Adds a column of texts. */
  Grid<T> column(String head, Function<T, String> text) {
    return column(head, null, null, text.andThen(Cell::of));
  }

  /** Adds a column of numbers. */
  Grid<T> number(String head, Function<T, String> text) {
    return column(head, null, NUMBER, text.andThen(Cell::of));
  }

  /** Adds a column of numbers for each key. */
  <K> Grid<T> numbers(List<K> keys, Function<K, String> head, BiFunction<T, K, String> text) {
    keys.forEach(key -> number(head.apply(key), item -> text.apply(item, key)));
    return this;
  }

  /** Adds a column. */
  Grid<T> column(String head, String note, String kind, Function<T, Cell> cell) {
    columns.add(new Column<>(head, note, kind, cell));
    return this;
  }

  /** Returns the cells, row by row. */
  List<List<Cell>> rows() {
    return items.stream()
        .map(item -> columns.stream().map(column -> column.cell().apply(item)).toList())
        .toList();
  }

  /**
   * A cell.
   *
   * @param text what it says
   * @param note small print below the text, or null
   * @param tooltip what a pointer that rests on it is shown, or null
   * @param heat share in [0, 1] that colours it, or null
   * @param mark {@code best}, {@code none} where there is no figure, or null
   */
  public record Cell(String text, String note, String tooltip, Double heat, String mark) {

    /** Returns a plain cell; a second line of the text becomes its note. */
    static Cell of(String text) {
      String[] lines = text.split("\n", 2);
      return new Cell(lines[0], lines.length == 2 ? lines[1] : null, null, null, null);
    }

    /** Returns the classes of the style sheet in a column of some kind, or null for none. */
    String classes(String kind) {
      String heats = heat == null ? null : heat >= STRONG ? "heat strong" : "heat";
      String classes =
          Stream.of(kind, heats, mark).filter(Objects::nonNull).collect(Collectors.joining(" "));
      return classes.isEmpty() ? null : classes;
    }

    /** Returns the style that colours the cell, or null. */
    String style() {
      return heat == null ? null : "--v:" + Figures.css(heat);
    }

    private String line() {
      return note == null ? text : text + " " + note;
    }
  }

  /** Returns whether cells are coloured. */
  boolean heat() {
    return rows().stream().flatMap(List::stream).anyMatch(cell -> cell.heat() != null);
  }

  /** Returns the heads and then the rows as texts. */
  List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::head).toList());
    rows().forEach(row -> lines.add(row.stream().map(Cell::line).toList()));
    return lines;
  }

  /** Returns the table as Markdown, padded so that it is readable as text. */
  String markdown() {
    List<List<String>> lines =
        lines().stream()
            .map(line -> line.stream().map(c -> c.replace("|", "\\|")).toList())
            .toList();
    int[] widths = widths(lines);
    StringBuilder rule = new StringBuilder("|");
    for (int c = 0; c < widths.length; c++) {
      rule.append("-".repeat(widths[c] + 1)).append(right(c) ? ":|" : "-|");
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append("| ").append(padded(line, widths, " | ", this::right)).append(" |\n");
      text.append(line == lines.get(0) ? rule + "\n" : "");
    }
    return text.toString();
  }

  /** Returns the table for a terminal, with long heads broken and a rule below them. */
  public String text() {
    List<List<String>> heads = columns.stream().map(column -> broken(column.head())).toList();
    int height = heads.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> lines = new ArrayList<>();
    for (int h = height; h > 0; h--) {
      int up = h;
      lines.add(
          heads.stream().map(head -> up > head.size() ? "" : head.get(head.size() - up)).toList());
    }
    lines.addAll(lines().subList(1, items.size() + 1));
    int[] widths = widths(lines);
    String rule = "─".repeat(Arrays.stream(widths).sum() + 2 * widths.length - 2) + '\n';
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == height ? rule : "");
      text.append(padded(lines.get(i), widths, "  ", this::right).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Returns rows of as many texts each in columns, aligned left. */
  public static String aligned(List<List<String>> rows) {
    int[] widths = widths(rows);
    return rows.stream()
        .map(row -> padded(row, widths, "  ", c -> false).stripTrailing() + '\n')
        .collect(Collectors.joining());
  }

  private static int[] widths(List<List<String>> lines) {
    return IntStream.range(0, lines.get(0).size())
        .map(c -> lines.stream().mapToInt(line -> line.get(c).length()).max().orElse(0))
        .toArray();
  }

  private boolean right(int column) {
    return columns.get(column).kind() != null;
  }

  private static String padded(
      List<String> line, int[] widths, String between, IntPredicate right) {
    List<String> padded = new ArrayList<>();
    for (int c = 0; c < widths.length; c++) {
      String padding = " ".repeat(widths[c] - line.get(c).length());
      padded.add(right.test(c) ? padding + line.get(c) : line.get(c) + padding);
    }
    return String.join(between, padded);
  }

  /** Breaks a name after a hyphen or underscore where it would be too long. */
  private static List<String> broken(String name) {
    List<String> lines = new ArrayList<>(List.of(""));
    for (String part : name.split("(?<=[-_])")) {
      int last = lines.size() - 1;
      String line = lines.get(last);
      if (!line.isEmpty() && line.length() + part.length() > HEAD) {
        lines.add(part);
      } else {
        lines.set(last, line + part);
      }
    }
    return lines;
  }
}
