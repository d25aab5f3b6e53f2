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
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), false, "")) {
      line.update(0.5, "half");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void liveLineIsClearedBeforeALineThatStays() throws InterruptedException {
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), true, "")) {
      Thread.sleep(150); // longer than the shortest time between two drawings
      line.update(0.5, "x".repeat(200));
      line.println("kept");
    }
    String[] drawings = err.toString().split("[\r\n]+");
    assertThat(drawings[1]).startsWith("█████░░░░░  50 %  xxx").endsWith("…").hasSize(79);
    assertThat(err.toString()).endsWith("\rkept" + System.lineSeparator());
  }

  @Test
  void curvesAreDrawnUnderTheLineAndClearedWithIt() throws InterruptedException {
    LiveCurves curves = new LiveCurves();
    curves.add(Map.of("loss", 2.0));
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), true, "")) {
      line.under(curves);
      Thread.sleep(150);
      line.update(0.5, "half");
      curves.clear();
      line.println("kept");
    }
    String blank = " ".repeat(79);
    String up = "\u001b[1A";
    assertThat(err.toString())
        .startsWith("\r█████░░░░░  50 %  half")
        .contains("\n\r  loss           ▅  2.000")
        .endsWith(up + "\r" + blank + "\n\r" + blank + up + "\rkept" + System.lineSeparator());
  }
}
