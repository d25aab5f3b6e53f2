package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.store.Json;
import org.lrs.format.FormatException;
import org.lrs.result.RunResults;
import org.lrs.testkit.NoTensorLeak;
import tools.jackson.databind.node.ObjectNode;

/** Run folders are read back as they were written, and those of older versions, too. */
@NoTensorLeak
class FinishedRunTest {

  @TempDir Path folder;
  private Path out;
  private RunResults results;

  @BeforeEach
  void run() throws IOException {
    out = folder.resolve("out");
    results =
        Experiment.run(
            TinyExperiment.in(folder).spec(), Experiment.Options.of(out, ""), Progress.silent());
  }

  private ObjectNode json() {
    return Json.read(out.resolve("results.json"), ObjectNode.class);
  }

  private void write(ObjectNode json) throws IOException {
    Files.writeString(out.resolve("results.json"), Json.text(json));
  }

  @Test
  void resultsAreTheFile() {
    FinishedRun run = FinishedRun.read("out", out);
    assertThat(run.results()).isEqualTo(results);
    assertThat(run.results().surrogates().get(1).training()).isNotEmpty();
    assertThat(run.provenance().refinementSeconds()).containsOnlyKeys("refined");
    assertThat(json().at("/cells/0/all/wilsonHigh").isNumber()).isTrue();
  }

  @Test
  void formatOfAnOlderVersionIsRead() throws IOException {
    ObjectNode old = json().put("format", 1);
    Files.writeString(out.resolve("report.json"), Json.text(old));
    old.get("surrogates").forEach(surrogate -> ((ObjectNode) surrogate).remove("training"));
    write(old);
    assertThat(FinishedRun.results(out)).isEqualTo(results);
    byte[] report = Files.readAllBytes(out.resolve("report.html"));
    assertThat(Experiment.renderReport(out)).hasBinaryContent(report);
  }

  @Test
  void formatOfALaterVersionIsRefusedInOneSentence() throws IOException {
    write(json().put("format", 3));
    assertThatThrownBy(() -> FinishedRun.results(out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            out.resolve("results.json")
                + ": was written by another version of lrs (format 3, this one reads 2); give the"
                + " 'lrs run' command again");
  }

  @Test
  void aDamagedReportOfAnOlderVersionDoesNotKeepFromTheFigures() throws IOException {
    ObjectNode old = json().put("format", 1);
    old.get("surrogates").forEach(surrogate -> ((ObjectNode) surrogate).remove("training"));
    write(old);
    for (String damaged : List.of("", "[]", "{\"surrogates\": 3}")) {
      Files.writeString(out.resolve("report.json"), damaged);
      assertThat(FinishedRun.figures(out).perturbations()).isEqualTo(results.perturbations());
    }
    Files.writeString(out.resolve("report.json"), "");
    assertThatThrownBy(() -> FinishedRun.results(out))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("report.json: expected an object");
  }

  @Test
  void predictionsMustBeOfTheNetworksAndImagesOfTheRun() throws IOException {
    Path file = out.resolve("clean/predictions.json");
    String good = Files.readString(file);
    try {
      Files.writeString(file, good.replaceFirst("\\[ \\d+, ", "[ "));
      refused(file, "has 9 predictions of the surrogate 'plain' for 10 images");
      Files.writeString(file, good.replaceFirst("\\[ \\d+, ", "[ 77, "));
      refused(file, "has a prediction of the surrogate 'plain' that is none of the classes 0 to 2");
      Files.writeString(file, good.replace("\"plain\"", "\"other\""));
      refused(file, "lacks the surrogate 'plain'");
    } finally {
      Files.writeString(file, good);
    }
  }

  private void refused(Path file, String problem) {
    assertThatThrownBy(() -> FinishedRun.read("run", out))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + problem);
  }
}
