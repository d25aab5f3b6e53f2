package org.lrs.experiment.configuration;

import java.util.function.Consumer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ScannerException;

/**
 * Tabs in YAML: forbidden where they indent, allowed where they separate, as in {@code
 * seed:<tab>0}, which the library's scanner refuses.
 */
final class YamlTabs {

  /** Characters that are read again and again, once for each tab, before that is given up. */
  private static final long MOST_WORK = 50_000_000;

  private YamlTabs() {}

  /**
   * Refuses a tab in an indentation.
   *
   * @throws SpecException naming the line
   */
  static void checkIndentation(String file, String yaml) {
    String[] all = yaml.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      String indentation = all[i].substring(0, all[i].length() - all[i].stripLeading().length());
      String rest = all[i].substring(indentation.length());
      if (indentation.indexOf('\t') >= 0 && !rest.isEmpty() && !rest.startsWith("#")) {
        throw new SpecException(
            file + ":" + (i + 1), "the line is indented with a tab; YAML indents with spaces only");
      }
    }
  }

  /**
   * The text with spaces for the tabs that separate. Only the scanner knows which these are: where
   * a token has to begin and a tab stands, it fails.
   *
   * @param scan reads the text to its end
   * @throws ScannerException for any other fault
   */
  static String separating(String yaml, Consumer<String> scan) {
    String text = yaml;
    long work = 0;
    while (true) {
      try {
        scan.accept(text);
        return text;
      } catch (ScannerException e) {
        work += text.length();
        int at = e.getProblemMark().map(Mark::getIndex).orElse(0);
        // The mark counts code points.
        at = text.offsetByCodePoints(0, Math.min(at, text.codePointCount(0, text.length())));
        if (work > MOST_WORK || at >= text.length() || text.charAt(at) != '\t') {
          throw e;
        }
        int end = at;
        while (end < text.length() && text.charAt(end) == '\t') {
          end++;
        }
        text = text.substring(0, at) + " ".repeat(end - at) + text.substring(end);
      }
    }
  }
}
