package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands inside the test and keeps what they print. */
final class Terminal {

  /** What one command did. */
  record Outcome(int exitCode, String out, String err) {}

  private Terminal() {}

  static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = new Cli(new PrintWriter(out), new PrintWriter(err, true)).run(args);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  /** Runs a command that must succeed. */
  static Outcome ok(String... args) {
    Outcome outcome = run(args);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome;
  }
}
