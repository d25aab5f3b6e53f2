package org.lrs.cli;

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
}
