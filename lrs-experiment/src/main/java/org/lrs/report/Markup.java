package org.lrs.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Builds HTML in which every text and attribute value is escaped. */
final class Markup {
  private final StringBuilder html = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param tag its name
   * @param attributes names and values in turn; a null value leaves the attribute out
   */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Adds an element without content, such as {@code img}. */
  Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    return this;
  }

  /** Adds an element that holds only text. */
  Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Adds text. */
  Markup text(String text) {
    html.append(escape(text));
    return this;
  }

  /** Adds a span with a name that may be broken after a hyphen or underscore. */
  Markup name(String name) {
    open("span", "class", "name");
    html.append(escape(name).replace("_", "_<wbr>").replace("-", "-<wbr>"));
    return close();
  }

  /** Adds finished markup. */
  Markup add(Markup other) {
    html.append(other);
    return this;
  }

  /** Closes the innermost open element. */
  Markup close() {
    html.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes the innermost open elements. */
  Markup close(int elements) {
    for (int i = 0; i < elements; i++) {
      close();
    }
    return this;
  }

  /** Returns the HTML; every element must be closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements still open: " + open);
    }
    return html.toString();
  }

  private void start(String tag, String... attributes) {
    html.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        html.append(' ').append(attributes[i]).append("=\"");
        html.append(escape(attributes[i + 1])).append('"');
      }
    }
    html.append('>');
  }

  /** Returns text in which no character has a meaning in HTML, in quotes or outside. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
