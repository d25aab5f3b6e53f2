package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.cli.Terminal.Outcome;

/** Bad input ends with one sentence, the right exit code and nothing lost. */
class BadInputTest {

  @TempDir Path folder;

  private static Outcome refused(int exitCode, String... args) {
    Outcome outcome = Terminal.run(args);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("lrs: ")
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
    return outcome;
  }

  private String spec(String text) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), text).toString();
  }

  @Test
  void missingSpecIsNamed() {
    String file = folder.resolve("none.yaml").toString();
    assertThat(refused(ExitCode.INPUT, "run", file).err()).contains("none.yaml: no such file");
    assertThat(refused(ExitCode.INPUT, "plan", file).err()).contains("none.yaml: no such file");
    assertThat(refused(ExitCode.INPUT, "train", file).err()).contains("none.yaml: no such file");
  }

  @Test
  void unknownKeyHasLineAndNearestName() throws IOException {
    Outcome outcome = refused(ExitCode.INPUT, "run", spec("name: a\nsurogates: {}\n"));
    assertThat(outcome.err()).contains("spec.yaml:2").contains("nearest: 'surrogates'");
  }

  @Test
  void tabAndDuplicateKeyAreRefused() throws IOException {
    assertThat(refused(ExitCode.INPUT, "run", spec("data:\n\tdataset: npy\n")).err())
        .contains("spec.yaml:2")
        .contains("tab");
    assertThat(refused(ExitCode.INPUT, "run", spec("name: a\nname: b\n")).err()).contains("twice");
  }

  @Test
  void epsilonInPixelsIsExplained() throws IOException {
    Path model = Files.writeString(folder.resolve("m.safetensors"), "");
    Outcome outcome =
        refused(
            ExitCode.INPUT,
            "attack",
            "--model",
            model.toString(),
            "--architecture",
            "resnet8-a",
            "--attack",
            "i-fgsm",
            "--epsilon",
            "8");
    assertThat(outcome.err()).contains("did you mean 8/255?");
  }

  @Test
  void aMessageNamesTheOptionThatTheUserGave() {
    Outcome outcome =
        refused(ExitCode.INPUT, "attack", "-m", "resnet8-a", "--attack", "mi-fsgm", "-e", "8/255");
    assertThat(outcome.err())
        .startsWith("lrs: --attack: unknown attack 'mi-fsgm'; nearest: 'mi-fgsm'");
  }

  @Test
  void unknownAttackNamesTheNearest() {
    Outcome outcome =
        refused(
            ExitCode.INPUT,
            "attack",
            "--model",
            "m.safetensors",
            "--attack",
            "mifgsm",
            "--epsilon",
            "8/255");
    assertThat(outcome.err()).contains("nearest: 'mi-fgsm'");
  }

  @Test
  void missingModelAndCardAreNamed() throws IOException {
    assertThat(refused(ExitCode.INPUT, "evaluate", "--model", "none.safetensors").err())
        .contains("no such file or folder: none.safetensors");
    assertThat(refused(ExitCode.INPUT, "evaluate", "--model", "resnet8a").err())
        .contains("no such file: resnet8a")
        .contains("nearest: 'resnet8-a'");
    Path model = Files.writeString(folder.resolve("m.safetensors"), "");
    assertThat(refused(ExitCode.INPUT, "evaluate", "--model", model.toString()).err())
        .contains("--architecture");
    Files.writeString(folder.resolve("m.json"), "{");
    assertThat(refused(ExitCode.INPUT, "evaluate", "--model", model.toString()).err())
        .contains("m.json")
        .contains("is not whole JSON; it is truncated");
  }

  @Test
  void damagedWeightsAreRefused() throws IOException {
    Path model = Files.writeString(folder.resolve("m.safetensors"), "x".repeat(40));
    Outcome outcome =
        refused(
            ExitCode.INPUT,
            "evaluate",
            "--model",
            model.toString(),
            "--architecture",
            "resnet8-a",
            "--count",
            "4");
    assertThat(outcome.err()).contains("m.safetensors");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThat(refused(ExitCode.INPUT, "quickstart", "--threads", "0").err()).contains("threads");
    assertThat(refused(ExitCode.INPUT, "quickstart", "--device", "tpu").err()).contains("tpu");
    assertThat(refused(ExitCode.INPUT, "models", "show", "resnet20-a", "--input", "32").err())
        .contains("3x32x32");
    assertThat(refused(ExitCode.INPUT, "run").err()).contains("SPEC");
  }

  @Test
  void folderOfSomebodyElseStaysUntouched() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("thesis.txt"), "precious");
    Path given = Files.createDirectories(folder.resolve("empty"));
    assertThat(refused(ExitCode.INPUT, "report", other.toString()).err()).contains("other");
    assertThat(other.resolve("thesis.txt")).hasContent("precious");
    assertThat(refused(ExitCode.INPUT, "report", given.toString()).err()).contains("not a run");
  }

  @Test
  void missingPermissionIsSaid() throws IOException {
    Path locked = Files.createDirectories(folder.resolve("locked"));
    assumeThat(locked.toFile().setWritable(false) && !Files.isWritable(locked))
        .as("needs a user who can be refused")
        .isTrue();
    Outcome outcome =
        refused(
            ExitCode.FAILED,
            "data",
            "get",
            "mnist",
            "--from",
            folder.toString(),
            "--out",
            locked.resolve("mnist").toString());
    assertThat(outcome.err()).contains("permission");
  }

  @Test
  void unknownDataHasTheNearestName() {
    assertThat(refused(ExitCode.INPUT, "data", "get", "cifar-10").err())
        .contains("nearest: 'cifar10'");
  }
}
