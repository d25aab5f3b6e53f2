package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.cli.Terminal.ok;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.cli.Terminal.Outcome;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.SweepSpec;
import org.lrs.experiment.store.Json;
import org.lrs.model.CheckpointCard;
import org.lrs.testkit.NoTensorLeak;

/** {@code lrs sweep} and {@code lrs refine --auto} on a few images that come with the program. */
@NoTensorLeak
class SweepCommandTest {

  private static final Path EXAMPLE =
      Path.of(System.getProperty("lrs.root")).resolve("configs/sweep-embedded.yaml");

  @TempDir Path folder;

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private String[] small(String... more) {
    List<String> words = new ArrayList<>(List.of("sweep", EXAMPLE.toString(), "--out", at("run")));
    for (String override :
        List.of(
            "data.train.count=16",
            "data.evaluate.count=6",
            "surrogates.lrs-2.refine.batchSize=8",
            "attacks.mi-fgsm.steps=1",
            "analyze.images=2",
            "targets=[wrn-10-1]",
            "sweep.settings={lrs.weight2: [0.01, 0.1]}")) {
      words.add("--set");
      words.add(override);
    }
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void theExampleIsASweep() {
    SweepSpec sweep = SpecReader.readSweep(EXAMPLE, List.of());
    assertThat(sweep.trials()).isNotEmpty();
    assertThat(ok("sweep", EXAMPLE.toString(), "--plan", "--out", at("none")).out())
        .contains("refine " + sweep.trials().get(0).name());
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aSweepEndsWithATable() {
    Outcome outcome = ok(small("--jobs", "2", "--threads", "2"));
    assertThat(outcome.out().lines().toList())
        .anyMatch(line -> line.matches("lrs-2-[12] +0\\.01 +[0-9.]+ ±[0-9.]+ .*"))
        .anyMatch(line -> line.startsWith("plain "))
        .anyMatch(line -> line.startsWith("Report: file:"));
    assertThat(folder.resolve("run")).isDirectoryContaining("glob:**/sweep.{json,csv,html}");
    assertThat(Terminal.run("verify", at("run")).err())
        .startsWith("lrs: " + at("run") + " holds no adversarial images; it is not of 'lrs run'");
    assertThat(ok(small()).err()).containsPattern("(\\d+) stages, \\1 of them done before");
  }

  @Test
  void aWrongSettingStopsBeforeAnythingRuns() {
    Outcome outcome = Terminal.run(small("--set", "sweep.settings={lrs.wait1: [1]}"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).contains("unknown key in lrs 'wait1'; nearest: 'weight1'");
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(Terminal.run(small("--jobs", "0")).err()).contains("jobs must be at least 1, got 0");
  }

  private String[] refine(String... more) {
    List<String> words = new ArrayList<>(List.of("refine", "--model", "resnet8-a"));
    words.addAll(List.of("--method", "lrs-2", "--count", "60", "--set", "batchSize=8"));
    words.addAll(List.of("--threads", "1"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void theCardsCommandRepeatsWhatWasChosenWithoutTheSearch() throws IOException {
    Outcome outcome =
        ok(
            refine(
                "--auto",
                "--proxy",
                "wrn-10-1",
                "--budget=2",
                "--accuracy-floor",
                "0",
                "--temperature",
                "2",
                "--out",
                at("auto")));
    assertThat(outcome.err())
        .contains("a refinement that transfers to wrn-10-1")
        .contains("default recipe, 7 steps: success")
        .contains("Chosen: ")
        .contains("Half of the budget, 1 setting, would have chosen");
    assertThat(folder.resolve("auto/auto.json")).content().contains("\"rungs\"");
    assertThat(folder.resolve("auto/auto.html")).content().contains("id=\"rungs\"");
    CheckpointCard card = card("auto");
    assertThat(card.command())
        .startsWith("lrs refine --model resnet8-a --method lrs-2")
        .contains("--temperature 2");
    assertThat(card.command()).doesNotContain("--auto", "--proxy", "--budget", "--accuracy-floor");
    String repeat = card.command().replace(at("auto"), at("again")).replaceFirst("lrs ", "");
    ok(repeat.split(" "));
    assertThat(card("again").sha256()).isEqualTo(card.sha256());
  }

  @Test
  void withoutAMethodTheSearchChoosesOne() throws IOException {
    List<String> words = new ArrayList<>(List.of(refine("--auto", "--proxy", "wrn-10-1")));
    words.subList(words.indexOf("--method"), words.indexOf("--count")).clear();
    words.addAll(List.of("--budget=2", "--accuracy-floor=0", "--out", at("free")));
    Outcome outcome = ok(words.toArray(String[]::new));
    assertThat(outcome.err()).contains("setting 1 (method jacobian), 7 steps: success");
    assertThat(card("free").command()).containsPattern(" --method (lrs-f|jacobian)");
  }

  private CheckpointCard card(String name) throws IOException {
    String json = Files.readString(folder.resolve(name).resolve("model.json"));
    return Json.mapper().readValue(json, CheckpointCard.class);
  }

  @Test
  void theSurrogateIsNoJudgeOfItself() {
    Outcome outcome = Terminal.run(refine("--auto", "--proxy", "resnet8-a", "--out", at("x")));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(outcome.err()).contains("the proxy resnet8-a is the surrogate itself");
    assertThat(Terminal.run(refine("--proxy", "wrn-10-1")).err()).contains("--proxy is for --auto");
    assertThat(Terminal.run(refine("--temperature", "0")).err())
        .contains("temperature must be in [0.01, 100], got 0.0");
    assertThat(Terminal.run(refine("--auto", "--budget", "soon")).err())
        .contains("such as 12, or a time such as 90s, 30m or 2h, got 'soon'");
    assertThat(ok("refine", "--help").out().replaceAll("\\s+", " "))
        .contains("Never name the target you are going to attack");
  }
}
