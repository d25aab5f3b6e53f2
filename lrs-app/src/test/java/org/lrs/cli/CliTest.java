package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CliTest {

  private static Cli cli() {
    return new Cli(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
  }

  static List<CommandLine> everyCommand() {
    List<CommandLine> all = new ArrayList<>();
    collect(cli().commands(), all);
    return all;
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(inner -> collect(inner, all));
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void helpHasAnExampleThatParses(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertThat(help).contains("Example:");
    List<String> examples =
        help.replaceAll("\\\\\\R", "")
            .lines()
            .map(String::strip)
            .filter(l -> l.startsWith("lrs "))
            .toList();
    for (String example : examples) {
      // A shell takes 'a + b' for one word.
      String[] words =
          Pattern.compile("'[^']*'|\\S+")
              .matcher(example)
              .results()
              .skip(1)
              .map(word -> word.group().replace("'", ""))
              .toArray(String[]::new);
      cli().commands().parseArgs(words);
    }
    assertThat(command.getCommandSpec().usageMessage().header()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void helpIsGivenWithExitCodeZero(CommandLine command) {
    List<String> words =
        new ArrayList<>(List.of(command.getCommandSpec().qualifiedName().split(" ")));
    words.remove(0);
    words.add("--help");
    Terminal.Outcome outcome = Terminal.run(words.toArray(String[]::new));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("Usage: " + command.getCommandSpec().qualifiedName());
  }

  @Test
  void versionIsTheProjects() {
    Terminal.Outcome outcome = Terminal.run("--version");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("lrs 0.");
  }

  @Test
  void missingCommandIsWrongUsage() {
    Terminal.Outcome outcome = Terminal.run();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).startsWith("lrs: missing command");
  }

  @Test
  void unknownOptionIsOneSentenceWithoutStackTrace() {
    Terminal.Outcome outcome = Terminal.run("models", "--jsn");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).startsWith("lrs: ").contains("--jsn").doesNotContain("\tat ");
    assertThat(outcome.err().lines()).hasSize(2);
  }

  @Test
  void unknownArchitectureNamesTheNearest() {
    Terminal.Outcome outcome = Terminal.run("models", "show", "resnet20");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err())
        .isEqualToNormalizingNewlines(
            "lrs: unknown architecture 'resnet20'; nearest: 'resnet20-a'\n");
  }

  @Test
  void debugShowsWhereItHappened() {
    assertThat(Terminal.run("--debug", "models", "show", "resnet20").err()).contains("\tat ");
    assertThat(Terminal.run("models", "show", "resnet20", "--debug").err()).contains("\tat ");
  }

  @Test
  void modelsHaveTheirPublishedSize() {
    // 269,722 trained values: He et al. 2016, ResNet-20 on CIFAR-10 with shortcut A.
    assertThat(Terminal.run("models").out()).contains("resnet20-a").contains("269,722");
    assertThat(Terminal.run("models", "--json").out()).contains("\"parameters\" : 269722");
  }

  @Test
  void layersOfANetworkAreThoseThatAttacksCanName() {
    String text = Terminal.run("models", "show", "resnet8-a").out();
    assertThat(text).containsPattern("layer1\\.0\\.out +trunk").contains("layer1.0.conv1\n");
    assertThat(text).as("layers are those after folding").doesNotContain("  bn1\n");
    assertThat(text).as("size of the embedded network").contains("images of 1x28x28");
    assertThat(Terminal.run("models", "show", "vgg-mini-bn", "--json").out())
        .contains("\"trunk\" : true");
    assertThat(Terminal.run("models", "show", "resnet8-a", "--classes", "7").out())
        .contains("in 7 classes");
  }

  @Test
  void attacksAreListedWithTheirSettings() {
    assertThat(Terminal.run("attacks").out()).contains("mi-fgsm").contains("momentumDecay=1.0");
    assertThat(Terminal.run("attacks", "list", "--json").out()).contains("\"momentumDecay\" : 1.0");
  }

  @Test
  void dataIsListedWithItsTerms() {
    assertThat(Terminal.run("data").out()).contains("cifar10").contains("Krizhevsky");
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(Terminal.run("completion").out()).contains("complete -F").contains("attacks");
  }
}
