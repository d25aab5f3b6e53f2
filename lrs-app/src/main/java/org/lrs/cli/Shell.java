package org.lrs.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Commands as a shell would read them. */
final class Shell {

  private Shell() {}

  /** The words with spaces between them, those in quotes that a shell would take apart. */
  static String join(List<String> words) {
    return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
  }

  private static String quote(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
