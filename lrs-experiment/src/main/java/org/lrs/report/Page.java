package org.lrs.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all pages have in common; the template {@code layout.jte} draws it.
 *
 * @param program what made the page, for the title of the window
 * @param kind what sort of page it is, above the title
 * @param title the title
 * @param facts short facts under the title
 * @param command the command that makes the page again
 * @param data what the scripts draw charts from, turned into JSON; null for a page without charts
 * @param scripts files beside this class that draw the charts
 */
record Page(
    String program,
    String kind,
    String title,
    List<String> facts,
    String command,
    Object data,
    List<String> scripts) {

  /**
   * Returns a page as one HTML file that needs no network and no other file.
   *
   * @param template its name
   * @param model the only parameter of the template
   */
  static String render(String template, Object model) {
    TemplateOutput html = new StringOutput();
    TemplateEngine.createPrecompiled(
            null, ContentType.Html, Page.class.getClassLoader(), Page.class.getPackageName())
        .render(template, model, html);
    return html.toString();
  }

  /** Returns the style sheet. */
  String style() {
    return Resources.own("page.css") + Resources.own("chart.css");
  }

  /** Returns the script: what every page needs, and its charts if it has any. */
  String script() {
    StringBuilder script = new StringBuilder(Resources.own("page.js"));
    if (data != null) {
      script.append(Resources.own("chart.js"));
      scripts.forEach(name -> script.append(Resources.own(name)));
    }
    return script.toString();
  }

  /** Returns the library that the charts are drawn with. */
  String library() {
    return Resources.d3();
  }

  /** Returns the data as JSON that can stand inside a script element: no character can end it. */
  String json() {
    return JsonMapper.shared()
        .writeValueAsString(data)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }
}
