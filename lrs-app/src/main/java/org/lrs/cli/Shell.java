package org.lrs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Commands as a shell would read them. */
final class Shell {

  private Shell() {}

  /** The words with spaces between them, those in quotes that a shell would take apart. */
  static String join(List<String> words) {
    return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
  }

  /** The words that a command was called with. */
  static List<String> typed(CommandSpec command) {
    List<String> words = new ArrayList<>(List.of("lrs"));
    CommandLine root = command.root().commandLine();
    words.addAll(root.getParseResult().originalArgs());
    return words;
  }

  private static String quote(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
