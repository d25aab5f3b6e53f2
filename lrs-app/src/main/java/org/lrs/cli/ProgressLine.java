package org.lrs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lrs.text.Foreign;

/**
 * Progress of a command on one line of the terminal, curves under it; where there is no terminal,
 * plain lines every ten seconds.
 */
final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 79;
  private static final int BAR = 10;

  /** The terminal cuts what is too long after all, such as wide characters, or after it shrank. */
  private static final String CUT = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  /** Longest line that stays. */
  private static final int LONGEST = 1000;

  private static final long LIVE_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final PrintWriter err;
  private final boolean live;
  private final int width;
  private final Thread hook;
  private long last = System.nanoTime();
  private List<String> drawn = List.of();
  private LiveCurves curves = new LiveCurves();

  /**
   * Progress on the standard error.
   *
   * @param live whether that is a terminal
   * @param columns of the terminal
   * @param resume what an interrupted user can do
   */
  ProgressLine(PrintWriter err, boolean live, int columns, String resume) {
    this.err = err;
    this.live = live;
    // A character in the last column moves some terminals to the next line.
    this.width = Math.min(WIDTH, columns - 1);
    hook = new Thread(() -> println("lrs: interrupted; " + resume), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Progress on the standard error; live if it is a terminal.
   *
   * @param resume what the user can do when Ctrl-C ends the command; the Java runtime then exits
   *     with {@link ExitCode#INTERRUPTED}
   */
  static ProgressLine on(PrintWriter err, String resume) {
    String terminal = System.getenv("TERM");
    boolean live = System.console() != null && terminal != null && !terminal.equals("dumb");
    return new ProgressLine(err, live, live ? TerminalWidth.columns() : WIDTH, resume);
  }

  /** Figures to be shown under the progress from now on. */
  synchronized void under(LiveCurves figures) {
    this.curves = figures;
  }

  /**
   * Shows how far the work is, unless that was just shown.
   *
   * @param fraction 0 to 1
   * @param what a few words
   */
  void update(double fraction, String what) {
    update(fraction, what, OptionalDouble.empty());
  }

  /** As {@link #update(double, String)}, with an estimate of the time that is left. */
  synchronized void update(double fraction, String what, OptionalDouble remainingSeconds) {
    long now = System.nanoTime();
    if (now - last < (live ? LIVE_NANOS : PLAIN_NANOS)) {
      return;
    }
    last = now;
    double share = Math.min(1, Math.max(0, fraction));
    String percent = Output.format("%3.0f %%", 100 * share);
    String left =
        remainingSeconds.isPresent() ? duration(remainingSeconds.getAsDouble()) + " left  " : "";
    if (live) {
      int full = (int) Math.round(BAR * share);
      String bar = "█".repeat(full) + "░".repeat(BAR - full);
      String shown = Foreign.text(what, LONGEST);
      List<String> lines = new ArrayList<>(List.of(bar + " " + percent + "  " + left + shown));
      lines.addAll(curves.bars());
      if (lines.size() < drawn.size()) {
        clear();
      }
      write(lines);
      drawn = lines;
    } else {
      err.println(percent.strip() + "  " + left + Foreign.text(what, LONGEST));
      if (!curves.words().isEmpty()) {
        err.println("  " + curves.words());
      }
    }
  }

  /** Prints a line that stays. */
  synchronized void println(String line) {
    clear();
    err.println(Foreign.text(line, LONGEST));
  }

  private synchronized void clear() {
    if (!drawn.isEmpty()) {
      write(Collections.nCopies(drawn.size(), ""));
      err.print("\r");
      err.flush();
      drawn = List.of();
    }
  }

  /** Overwrites the lines that are drawn, and goes back up to the first. */
  private void write(List<String> lines) {
    String up = lines.size() > 1 ? "\u001b[" + (lines.size() - 1) + "A" : "";
    err.print(
        lines.stream()
            .map(line -> "\r" + fitted(line))
            .collect(Collectors.joining("\n", CUT, WRAP + up)));
    err.flush();
  }

  private String fitted(String text) {
    String cut = text.length() > width ? text.substring(0, width - 1) + "…" : text;
    return cut + " ".repeat(width - cut.length());
  }

  /** {@code 40 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      return; // the hook is running: it prints the message
    }
    clear();
  }
}
