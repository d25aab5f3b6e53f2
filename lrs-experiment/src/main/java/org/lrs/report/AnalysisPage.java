package org.lrs.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page of analysis in the making: sections of tables, and data that scripts draw charts from. */
final class AnalysisPage {
  private final Markup sections = new Markup();
  private final Markup links = new Markup();
  private final Markup facts = new Markup();
  private final Markup tiles = new Markup();
  private final Map<String, Object> data = new LinkedHashMap<>();
  private final String kind;
  private final String title;

  /**
   * @param kind what sort of page it is, above the title
   */
  AnalysisPage(String kind, String title) {
    this.kind = kind;
    this.title = title;
  }

  /** Adds a word to the line under the title. */
  AnalysisPage fact(String fact) {
    facts.element("li", fact);
    return this;
  }

  /** Adds one of the figures that matter most. */
  AnalysisPage tile(String name, String value, String note) {
    tiles.open("div", "class", "tile plain").element("dt", name);
    tiles.open("dd").element("b", value).element("small", note).close(2);
    return this;
  }

  /**
   * Adds a section.
   *
   * @param id where its charts go: their script fills the element {@code id-charts}
   * @param about how to read it
   * @param body tables; readable without a script
   * @param charts what the script draws from, or null
   */
  AnalysisPage section(String id, String head, String about, Markup body, Object charts) {
    links.element("a", head, "href", "#" + id);
    sections.open("section", "id", id).element("h2", head).element("p", about, "class", "about");
    if (charts != null) {
      data.put(id, charts);
      sections.open("div", "class", "controls js-only", "id", id + "-controls").close();
      sections.open("div", "class", "panels js-only", "id", id + "-charts").close();
    }
    sections.add(body).close();
    return this;
  }

  /** Returns the page. */
  String render(String command) {
    Map<String, String> parts = new HashMap<>();
    parts.put("style", Resources.own("report.css") + Resources.own("analysis.css"));
    parts.put(
        "script",
        Resources.own("report.js")
            + Resources.own("plot.js")
            + Resources.own("landscape.js")
            + Resources.own("analysis.js"));
    parts.put("d-three", Resources.d3());
    parts.put("data", HtmlReport.json(data));
    parts.put("kind", Markup.escape(kind));
    parts.put("title", Markup.escape(title));
    parts.put("facts", facts.toString());
    parts.put("tiles", tiles.toString());
    parts.put("links", links.toString());
    parts.put("sections", sections.toString());
    parts.put("command", Markup.escape(command));
    return Page.of("analysis.html", parts);
  }

  /**
   * Returns a table whose first column is text and whose others are numbers.
   *
   * @param rows the head first
   */
  static Markup table(String caption, List<List<String>> rows) {
    Markup html = new Markup();
    html.open("div", "class", "scroll").open("table", "class", "plain");
    html.element("caption", caption).open("thead").open("tr");
    for (int c = 0; c < rows.get(0).size(); c++) {
      html.element("th", rows.get(0).get(c), "scope", "col", "class", c == 0 ? null : "number");
    }
    html.close(2).open("tbody");
    for (List<String> row : rows.subList(1, rows.size())) {
      html.open("tr").element("th", row.get(0), "scope", "row");
      row.subList(1, row.size()).forEach(cell -> html.element("td", cell, "class", "number"));
      html.close();
    }
    return html.close(3);
  }

  /** Returns a list that starts with some texts and goes on with others. */
  static List<String> row(List<String> first, List<String> then) {
    List<String> row = new ArrayList<>(first);
    row.addAll(then);
    return row;
  }
}
