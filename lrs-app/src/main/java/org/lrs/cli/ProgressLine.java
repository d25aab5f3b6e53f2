package org.lrs.cli;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Progress of a command on one line of the terminal, curves under it; where there is no terminal,
 * plain lines every ten seconds.
 */
final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 79;
  private static final int BAR = 10;
  private static final long LIVE_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final PrintWriter err;
  private final boolean live;
  private final Thread hook;
  private long last = System.nanoTime();
  private boolean drawn;
  private int drawnUnder;
  private LiveCurves curves = new LiveCurves();

  /**
   * Progress on the standard error.
   *
   * @param live whether that is a terminal
   * @param resume what an interrupted user can do
   */
  ProgressLine(PrintWriter err, boolean live, String resume) {
    this.err = err;
    this.live = live;
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
    return new ProgressLine(err, live, resume);
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
    String left =
        remainingSeconds.isPresent() ? duration(remainingSeconds.getAsDouble()) + " left  " : "";
    String percent =
        String.format(Locale.ROOT, "%3.0f %%", 100 * Math.min(1, Math.max(0, fraction)));
    if (live) {
      int full = (int) Math.round(BAR * Math.min(1, Math.max(0, fraction)));
      String bar = "█".repeat(full) + "░".repeat(BAR - full);
      draw(bar + " " + percent + "  " + left + what);
    } else {
      err.println(percent.strip() + "  " + left + what);
      if (!curves.words().isEmpty()) {
        err.println("  " + curves.words());
      }
    }
  }

  /** Prints a line that stays. */
  synchronized void println(String line) {
    clear();
    err.println(line);
  }

  private void draw(String text) {
    List<String> under = curves.bars();
    if (under.size() < drawnUnder) {
      clear();
    }
    write(text, under);
    drawn = true;
    drawnUnder = under.size();
  }

  private synchronized void clear() {
    if (drawn) {
      write("", Collections.nCopies(drawnUnder, ""));
      err.print("\r");
      err.flush();
      drawn = false;
      drawnUnder = 0;
    }
  }

  /** Overwrites the line and those under it, and goes back up. */
  private void write(String text, List<String> under) {
    err.print("\r" + fitted(text));
    under.forEach(line -> err.print("\n\r" + fitted(line)));
    if (!under.isEmpty()) {
      err.print("\u001b[" + under.size() + "A");
    }
    err.flush();
  }

  private static String fitted(String text) {
    String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
    return cut + " ".repeat(WIDTH - cut.length());
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
