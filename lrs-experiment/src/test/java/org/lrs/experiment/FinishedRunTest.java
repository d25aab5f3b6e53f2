package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.store.Json;
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
            "the run in "
                + out
                + " was written by another version of lrs (format 3, this one reads 2); give its"
                + " 'lrs run' command again");
  }
}
