package org.lrs.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Fills the frame of a page, in which each {@code {{name}}} stands for a part. */
final class Page {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

  private Page() {}

  /**
   * Returns the page.
   *
   * @param frame file beside this class
   * @param parts finished markup by name
   */
  static String fill(String frame, Map<String, String> parts) {
    return PLACEHOLDER
        .matcher(Resources.own(frame))
        .replaceAll(found -> Matcher.quoteReplacement(part(frame, parts, found.group(1))));
  }

  private static String part(String frame, Map<String, String> parts, String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException(frame + " asks for an unknown part: " + name);
    }
    return part;
  }

  /** Returns JSON that can stand inside a script element: no character of it can end one. */
  static String json(Object value) {
    return JsonMapper.shared()
        .writeValueAsString(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }
}
