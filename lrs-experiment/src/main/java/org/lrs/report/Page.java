package org.lrs.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page whose frame is a file beside this class; each {@code {{name}}} in it is one part. What all
 * pages have in common, {@code {{page-...}}}, is a frame of its own, filled with the same parts.
 */
final class Page {
  private static final String COMMON = "page-";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

  private Page() {}

  /**
   * Returns the page.
   *
   * @param frame name of the file
   * @param parts every part that the frame, or one common to all pages in it, asks for
   */
  static String of(String frame, Map<String, String> parts) {
    return PLACEHOLDER
        .matcher(Resources.own(frame))
        .replaceAll(found -> Matcher.quoteReplacement(part(frame, parts, found.group(1))));
  }

  private static String part(String frame, Map<String, String> parts, String name) {
    if (name.startsWith(COMMON)) {
      return of(name + ".html", parts).stripTrailing();
    }
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException(frame + " asks for an unknown part: " + name);
    }
    return part;
  }
}
