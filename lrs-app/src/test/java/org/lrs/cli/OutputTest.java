package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lrs.experiment.store.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class OutputTest {

  private static final String NAME = "a\u001b[2J\u009b1m\u202e\r猫";

  @Command(name = "shown")
  private static final class Shown implements Runnable {
    @Mixin private Output output;

    @Override
    public void run() {
      output.print(Map.of("name", NAME), () -> "network\n" + NAME + ": 5 %\n");
    }
  }

  private static String printed(String... args) {
    StringWriter out = new StringWriter();
    new CommandLine(new Shown()).setOut(new PrintWriter(out)).execute(args);
    return out.toString();
  }

  @Test
  void namesInTablesDoNotControlTheTerminal() {
    assertThat(printed()).isEqualTo("network\na\\u001b[2J\\u009b1m\\u202e\\r猫: 5 %\n");
  }

  @Test
  void jsonIsTheSameWithoutCharactersThatCannotBeSeen() {
    String json = printed("--json");
    assertThat(json.strip().replace("\n", "")).doesNotContainPattern("\\p{C}").contains("猫");
    assertThat(Json.mapper().readTree(json).get("name").asString()).isEqualTo(NAME);
  }

  @Test
  void aCommandIsKeptWithoutTheHomeOfItsUser() {
    String home = System.getProperty("user.home");
    assertThat(Output.line(List.of("lrs", "--out", home + "/my runs", "--set=" + home, "a b")))
        .isEqualTo("lrs --out \"$HOME\"/'my runs' --set=" + home + " 'a b'");
    assertThat(Output.line(List.of("--out=" + home + "/runs"))).isEqualTo("--out=\"$HOME\"/runs");
  }

  @Test
  void paragraphsBreakBetweenWords() {
    String words = "some words ".repeat(20).strip();
    assertThat(Output.wrapped(words).lines()).hasSize(3).allMatch(line -> line.length() <= 100);
    assertThat(Output.wrapped(words).replace("\n", " ").strip()).isEqualTo(words);
    assertThat(Output.wrapped("short")).isEqualTo("short\n");
    assertThat(Output.wrapped("a" + "b".repeat(120))).endsWith("b\n");
  }
}
