package org.lrs.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all pages have in common; the template {@code layout.jte} draws it.
 *
 * @param program what made the page, for the title of the window
 * @param kind what sort of page it is, above the title
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
   * One of the figures that matter most, at the head of a page.
   *
   * @param title what it is
   * @param value the figure
   * @param note a few words below it
   * @param state colour of the figure: {@code good, unsure, bad} or {@code plain}
   */
  record Tile(String title, String value, String note, String state) {}

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
    return own("page.css") + own("chart.css");
  }

  /** Returns the script: what every page needs, and its charts if it has any. */
  String script() {
    return data == null
        ? own("page.js")
        : own("page.js")
            + own("chart.js")
            + String.join("", scripts.stream().map(Page::own).toList());
  }

  /** Returns the library that the charts are drawn with: D3, whose notice is its first line. */
  String library() {
    Properties jar = new Properties();
    try {
      jar.load(new StringReader(read("META-INF/maven/org.webjars.npm/d3/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the version of D3", e);
    }
    return read(
        "META-INF/resources/webjars/d3/%s/dist/d3.min.js".formatted(jar.getProperty("version")));
  }

  /** Returns the data as JSON that can stand inside a script element: no character can end it. */
  String json() {
    return JsonMapper.shared()
        .writeValueAsString(data)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  /** Returns a file beside this class. */
  static String own(String name) {
    return read("org/lrs/report/" + name);
  }

  private static String read(String name) {
    try (InputStream in = Page.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the class path has no " + name + ", which the report needs; build the project again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the class path", e);
    }
  }
}
