package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Numbers look the same in every locale, for programs that call the library, too: {@code formatted}
 * takes the locale of the machine, with its digits and separators, so it gets texts alone, {@code
 * %s}, and {@code String.format} names a locale.
 */
class LocaleTest {

  private static final String TEXT_BLOCK = "\"\"\"(?:(?!\"\"\")[^\\\\]|\\\\.)*+\"\"\"";
  private static final String LITERAL = "\"(?:[^\"\\\\\\n]|\\\\.)*+\"";

  /** Texts, joined, in brackets or not, that are formatted. */
  private static final Pattern FORMATTED =
      Pattern.compile(
          "(?:"
              + TEXT_BLOCK
              + "|"
              + LITERAL
              + "(?:\\s*\\+\\s*"
              + LITERAL
              + ")*+)\\)?\\s*\\.formatted\\(");

  private static final Pattern NUMBER =
      Pattern.compile("%(?:[0-9]+\\$)?[-#+ 0,(]*[0-9]*(?:\\.[0-9]+)?[dfeEgGaAtT]");

  private static final Pattern WITHOUT_LOCALE =
      Pattern.compile("String\\.format\\((?!\\s*Locale\\.)");

  @Test
  void figuresAreFormattedWithTheLocaleNamed() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : SourceFiles.of("main")) {
      String source = Files.readString(file);
      Matcher formatted = FORMATTED.matcher(source);
      while (formatted.find()) {
        if (NUMBER.matcher(formatted.group().replace("%%", "")).find()) {
          wrong.add(
              place(file, source, formatted.start()) + "write %s, or String.format(Locale.ROOT");
        }
      }
      Matcher format = WITHOUT_LOCALE.matcher(source);
      while (format.find()) {
        wrong.add(place(file, source, format.start()) + "write String.format(Locale.ROOT");
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String place(Path file, String source, int at) {
    long line = source.substring(0, at).lines().count();
    return SourceFiles.ROOT.relativize(file) + ":" + Math.max(1, line) + ": ";
  }
}
