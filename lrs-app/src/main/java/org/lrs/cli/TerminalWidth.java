package org.lrs.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Columns of the terminal. */
final class TerminalWidth {

  /** Where nothing says how wide it is. */
  private static final int USUAL = 80;

  private static final int LEAST = 10;

  private TerminalWidth() {}

  /** The columns that the environment names or the terminal has; 80 if neither says. */
  static int columns() {
    String named = System.getenv("COLUMNS");
    return named == null ? asked() : columns(named);
  }

  /** A width in words, or 80. */
  static int columns(String words) {
    return words.strip().matches("[0-9]{1,5}")
        ? Math.max(LEAST, Integer.parseInt(words.strip()))
        : USUAL;
  }

  /** The second of the two numbers that the system's own tool prints. */
  private static int asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL;
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return columns(size.substring(size.indexOf(' ') + 1));
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
