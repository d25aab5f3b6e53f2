package org.lrs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.lrs.cli.Cli;

class BenchCommandTest {

  @Test
  void commandJoinsTheOthersAndHasAnExample() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = new Cli(new PrintWriter(out), new PrintWriter(err)).run("bench", "--help");
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Usage: lrs bench").contains("Example:");
  }
}
