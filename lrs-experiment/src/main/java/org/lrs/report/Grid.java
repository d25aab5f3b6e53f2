package org.lrs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of texts that can be written as Markdown and as HTML. The first column is aligned left,
 * the others right. A second line in a cell stands small below the first in HTML, and behind it in
 * Markdown.
 *
 * @param caption what the table shows
 * @param head one text per column
 * @param rows as many texts each
 */
record Grid(String caption, List<String> head, List<List<String>> rows) {

  /** Returns the table as Markdown, padded so that it is readable as text. */
  String markdown() {
    List<List<String>> lines = new ArrayList<>(List.of(head));
    lines.addAll(rows);
    int[] widths =
        IntStream.range(0, head.size())
            .map(c -> lines.stream().mapToInt(line -> escape(line.get(c)).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder(line(head, widths));
    text.append("|");
    for (int c = 0; c < widths.length; c++) {
      text.append(c == 0 ? "-".repeat(widths[c] + 2) : "-".repeat(widths[c] + 1) + ":");
      text.append('|');
    }
    text.append('\n');
    rows.forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            c -> {
              String cell = escape(cells.get(c));
              String padding = " ".repeat(widths[c] - cell.length());
              return c == 0 ? cell + padding : padding + cell;
            })
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String escape(String cell) {
    return cell.replace("|", "\\|").replace('\n', ' ');
  }

  /** Returns the table as HTML, in a box that scrolls. */
  Markup html() {
    Markup html = new Markup();
    html.open("div", "class", "scroll").open("table", "class", "plain");
    html.element("caption", caption).open("thead").open("tr");
    html.element("th", head.get(0), "scope", "col");
    for (String column : head.subList(1, head.size())) {
      html.open("th", "scope", "col", "class", "number").name(column).close();
    }
    html.close(2).open("tbody");
    for (List<String> row : rows) {
      html.open("tr").open("th", "scope", "row").name(row.get(0)).close();
      for (String cell : row.subList(1, row.size())) {
        String[] lines = cell.split("\n", 2);
        html.open("td", "class", "number").text(lines[0]);
        if (lines.length == 2) {
          html.element("small", lines[1]);
        }
        html.close();
      }
      html.close();
    }
    return html.close(3);
  }
}
