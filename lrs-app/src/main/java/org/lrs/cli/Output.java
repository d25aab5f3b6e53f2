package org.lrs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.lrs.experiment.store.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Results on the standard output, as text or as JSON. */
final class Output {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** A text that may have to be read from a file. */
  @FunctionalInterface
  interface Text {
    String get() throws IOException;
  }

  /** Prints the result in the form the user chose. */
  void print(Object forPrograms, Supplier<String> forPeople) {
    out().print(json ? Json.text(forPrograms) : forPeople.get());
    out().flush();
  }

  /** As {@link #print}, with JSON text that exists already. */
  void printText(Text forPrograms, Text forPeople) {
    try {
      out().print(json ? forPrograms.get() : forPeople.get());
    } catch (IOException e) {
      throw Failures.unchecked(e);
    }
    out().flush();
  }

  /** Where results go. */
  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Where progress and warnings go. */
  PrintWriter err() {
    return command.commandLine().getErr();
  }
}
