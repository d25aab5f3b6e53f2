package org.lrs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.experiment.store.Json;
import org.lrs.report.Grid;
import org.lrs.text.Foreign;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of every command that has a result: it is printed as text or as JSON. */
class Output {

  /** In JSON, where line ends stand between values only. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}&&[^\\r\\n]]+");

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** The command these are options of. */
  CommandSpec command() {
    return command;
  }

  /**
   * Prints the result in the form the user chose. Names in it may come from files of others: what a
   * terminal would obey is written as an escape.
   */
  void print(Object forPrograms, Supplier<String> forPeople) {
    print(json ? escaped(Json.text(forPrograms)) : visible(forPeople.get()));
  }

  private static String visible(String text) {
    return Stream.of(text.split("\\r?\\n", -1))
        .map(line -> Foreign.text(line, Integer.MAX_VALUE))
        .collect(Collectors.joining("\n"));
  }

  /** The same JSON: its own escapes stand for characters that cannot be seen. */
  private static String escaped(String json) {
    return UNSEEN
        .matcher(json)
        .replaceAll(
            found ->
                found
                    .group()
                    .chars()
                    .mapToObj(c -> String.format(Locale.ROOT, "\\\\u%04x", c))
                    .collect(Collectors.joining()));
  }

  /** Prints a text of the program itself. */
  void print(String text) {
    command.commandLine().getOut().print(text);
    command.commandLine().getOut().flush();
  }

  /** Where progress and warnings go. */
  PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** The words that the command was called with. */
  List<String> typed() {
    List<String> words = new ArrayList<>(List.of("lrs"));
    words.addAll(command.root().commandLine().getParseResult().originalArgs());
    return words;
  }

  /**
   * Words as a shell would read them: those in quotes that it would take apart. The user's home is
   * written {@code "$HOME"}, as the line is kept in files that are shown to others.
   */
  static String line(List<String> words) {
    return words.stream().map(Output::word).collect(Collectors.joining(" "));
  }

  private static String word(String word) {
    String home = System.getProperty("user.home") + "/";
    int value = word.startsWith("-") ? word.indexOf('=') + 1 : 0;
    return home.startsWith("/") && word.startsWith(home, value)
        ? word.substring(0, value) + "\"$HOME\"/" + quoted(word.substring(value + home.length()))
        : quoted(word);
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A paragraph in lines of at most 100 characters, each with its end. */
  static String wrapped(String paragraph) {
    return paragraph.replaceAll("(.{1,100})( +|$)", "$1\n");
  }

  /** A finding as a line of its own, unless it is for information only. */
  static Optional<String> warning(Finding finding) {
    return finding.severity() == Severity.INFO
        ? Optional.empty()
        : Optional.of("warning: " + finding.subject() + ": " + finding.sentence());
  }

  /** A table with one row for each item. */
  static <T> String table(List<String> head, List<T> items, Function<T, List<String>> row) {
    List<List<String>> rows = new ArrayList<>(List.of(head));
    items.forEach(item -> rows.add(row.apply(item)));
    return Grid.aligned(rows);
  }

  /** A sentence about an accuracy, with the end of its line. */
  static String accuracy(String network, double share, int count, String images) {
    return format(
        "%s: %.2f %% of %,d %s are classified correctly%n", network, 100 * share, count, images);
  }

  /** Formats in the same way in every country. */
  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
