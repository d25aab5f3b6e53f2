package org.lrs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of texts, for pages ({@code table.jte}), for Markdown and for a terminal.
 *
 * @param caption what the table shows
 * @param columns heads and alignment; the first column names the rows
 * @param rows one cell per column each
 */
public record Grid(String caption, List<Column> columns, List<List<Cell>> rows) {
  /** Share from which a cell is dark enough for the other text colour. */
  private static final double STRONG = 0.62;

  /** Longest line of a column's head on a terminal; longer names are broken. */
  private static final int HEAD = 14;

  /** Columns of numbers, aligned right. */
  static final String NUMBER = "number";

  /** A column of means, set apart from what it is the mean of. */
  static final String MEAN = "mean";

  /**
   * Checks that rows are complete.
   *
   * @throws IllegalArgumentException if a row has more or fewer cells than there are columns
   */
  public Grid {
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of '%s' must have %d cells, got %d"
                .formatted(caption, columns.size(), row.size()));
      }
    }
  }

  /**
   * A column.
   *
   * @param head its title
   * @param note small print below the title, or null
   * @param kind {@link #NUMBER}, {@link #MEAN}, or null for text
   */
  public record Column(String head, String note, String kind) {
    static Column text(String head) {
      return new Column(head, null, null);
    }

    static Column number(String head) {
      return new Column(head, null, NUMBER);
    }
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

    /** Returns the classes of the style sheet, or null for none. */
    String classes(Column column) {
      String heats = heat == null ? null : heat >= STRONG ? "heat strong" : "heat";
      String classes =
          Stream.of(column.kind(), heats, mark)
              .filter(word -> word != null)
              .collect(Collectors.joining(" "));
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

  /** Returns a table whose first column is text and whose others are numbers. */
  static Grid of(String caption, List<String> head, List<List<String>> rows) {
    return of(caption, head, 1, head.size(), rows);
  }

  /**
   * Returns a table some of whose columns are numbers.
   *
   * @param from index of the first column of numbers
   * @param to index after the last one
   */
  static Grid of(String caption, List<String> head, int from, int to, List<List<String>> rows) {
    return new Grid(
        caption,
        IntStream.range(0, head.size())
            .mapToObj(c -> new Column(head.get(c), null, c >= from && c < to ? NUMBER : null))
            .toList(),
        rows.stream().map(row -> row.stream().map(Cell::of).toList()).toList());
  }

  /** Returns whether cells are coloured. */
  boolean heat() {
    return rows.stream().flatMap(List::stream).anyMatch(cell -> cell.heat() != null);
  }

  /** Returns the heads and then the rows as texts. */
  List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::head).toList());
    rows.forEach(row -> lines.add(row.stream().map(Cell::line).toList()));
    return lines;
  }

  /** Returns the table as Markdown, padded so that it is readable as text. */
  String markdown() {
    List<List<String>> lines =
        lines().stream()
            .map(line -> line.stream().map(c -> c.replace("|", "\\|")).toList())
            .toList();
    int[] widths = widths(lines);
    List<String> rule = new ArrayList<>();
    for (int c = 0; c < widths.length; c++) {
      rule.add("-".repeat(widths[c] + 1) + (columns.get(c).kind() == null ? "-" : ":"));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append("| ").append(String.join(" | ", padded(line, widths))).append(" |\n");
      if (line == lines.get(0)) {
        text.append('|').append(String.join("|", rule)).append("|\n");
      }
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
    lines.addAll(lines().subList(1, rows.size() + 1));
    int[] widths = widths(lines);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(
          i == height
              ? "─".repeat(Arrays.stream(widths).sum() + 2 * widths.length - 2) + '\n'
              : "");
      text.append(String.join("  ", padded(lines.get(i), widths)).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Returns rows of as many texts each in columns, aligned left. */
  public static String aligned(List<List<String>> rows) {
    int[] widths = widths(rows);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      String line =
          IntStream.range(0, widths.length)
              .mapToObj(c -> row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
              .collect(Collectors.joining("  "));
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int[] widths(List<List<String>> lines) {
    return IntStream.range(0, lines.get(0).size())
        .map(c -> lines.stream().mapToInt(line -> line.get(c).length()).max().orElse(0))
        .toArray();
  }

  private List<String> padded(List<String> line, int... widths) {
    List<String> padded = new ArrayList<>();
    for (int c = 0; c < widths.length; c++) {
      String padding = " ".repeat(widths[c] - line.get(c).length());
      padded.add(columns.get(c).kind() == null ? line.get(c) + padding : padding + line.get(c));
    }
    return padded;
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
