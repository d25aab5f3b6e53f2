package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final StringWriter err = new StringWriter();

  @Test
  void durationsReadLikeWords() {
    assertThat(ProgressLine.duration(40.4)).isEqualTo("40 s");
    assertThat(ProgressLine.duration(200)).isEqualTo("3 min 20 s");
    assertThat(ProgressLine.duration(7500)).isEqualTo("2 h 5 min");
  }

  @Test
  void quickWorkWithoutTerminalPrintsNothing() {
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), false, 80, "")) {
      line.update(0.5, "half");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void liveLineIsClearedBeforeALineThatStays() throws InterruptedException {
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), true, 80, "")) {
      Thread.sleep(150); // longer than the shortest time between two drawings
      line.update(0.5, "x".repeat(200));
      line.println("kept");
    }
    String[] drawings = err.toString().split("[\r\n]+");
    assertThat(drawings[1])
        .startsWith("█████░░░░░  50 %  xxx")
        .contains("…\u001b[?7h")
        .hasSize(79 + 2 * "\u001b[?7h".length());
    assertThat(err.toString()).endsWith("\rkept" + System.lineSeparator());
  }

  @Test
  void curvesAreDrawnUnderTheLineAndClearedWithIt() throws InterruptedException {
    LiveCurves curves = new LiveCurves();
    curves.add(Map.of("loss", 2.0));
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), true, 80, "")) {
      line.under(curves);
      Thread.sleep(150);
      line.update(0.5, "half");
      curves.clear();
      line.println("kept");
    }
    String blank = " ".repeat(79);
    String up = "\u001b[1A";
    assertThat(err.toString())
        .startsWith("\u001b[?7l\r█████░░░░░  50 %  half")
        .contains("\n\r  loss           ▅  2.000")
        .endsWith(
            up
                + "\u001b[?7l\r"
                + blank
                + "\n\r"
                + blank
                + "\u001b[?7h"
                + up
                + "\rkept"
                + System.lineSeparator());
  }

  @Test
  void aNarrowTerminalGetsShorterLinesAndNamesNoControl() throws InterruptedException {
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), true, 30, "")) {
      Thread.sleep(150);
      line.update(0.5, "craft x on \u001b[2J\n" + "y".repeat(100));
      line.println("warning: \u001b]0;title\u0007");
    }
    String[] drawings = err.toString().replaceAll("\u001b\\[\\?7[lh]", "").split("[\r\n]+");
    assertThat(drawings[1]).isEqualTo("█████░░░░░  50 %  craft x on…").hasSize(30 - 1);
    assertThat(drawings[drawings.length - 1]).isEqualTo("warning: \\u001b]0;title\\u0007");
  }

  @Test
  void widthsAreReadAndOthersAreUsual() {
    assertThat(TerminalWidth.columns(" 132\n")).isEqualTo(132);
    assertThat(TerminalWidth.columns("0")).isEqualTo(10);
    assertThat(TerminalWidth.columns("wide")).isEqualTo(80);
    assertThat(TerminalWidth.columns("99999999999")).isEqualTo(80);
  }
}
