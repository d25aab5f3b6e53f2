package org.lrs.text;

import java.util.Locale;

/**
 * Text from outside, made fit for a message: what a file, a server or a command line holds may be
 * of any length, and may hold characters that move a terminal's cursor or hide what follows.
 */
public final class Foreign {

  /** Characters of a quoted piece of text, such as a name. */
  public static final int QUOTE = 120;

  private Foreign() {}

  /** As {@link #text(String, int)}, for a piece of text that a message quotes. */
  public static String text(String outside) {
    return text(outside, QUOTE);
  }

  /**
   * The text in one line of visible characters. Controls, line ends, marks of direction and halves
   * of surrogate pairs are written as escapes, such as {@code \n} or {@code \u001b}; the middle of
   * a text that is too long is left out, and its length is stated there.
   *
   * @param outside any text, or null
   * @param longest characters of the result, but for the statement of what was left out; at least 2
   */
  public static String text(String outside, int longest) {
    if (outside == null) {
      return "null";
    }
    int length = outside.length();
    String all = length <= longest ? escaped(outside) : "";
    if (length <= longest && all.length() <= longest) {
      return all;
    }
    // The beginning says what it is, the end often what is wrong with it.
    int tail = longest / 3;
    int head = longest - tail;
    String first = escaped(outside.substring(0, Math.min(head, length)));
    String last = escaped(outside.substring(Math.max(0, length - tail)));
    return first.substring(0, Math.min(head, first.length()))
        + String.format(Locale.ROOT, " … (%,d characters) … ", length)
        + last.substring(Math.max(0, last.length() - tail));
  }

  private static String escaped(String text) {
    if (text.codePoints().allMatch(Foreign::isPlain)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    text.codePoints().forEach(c -> append(plain, c));
    return plain.toString();
  }

  private static void append(StringBuilder to, int c) {
    switch (c) {
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      default -> {
        if (isPlain(c)) {
          to.appendCodePoint(c);
        } else {
          to.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        }
      }
    }
  }

  /** Whether a terminal shows it in its place and does nothing else. */
  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
