package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.PartialRun.Part;
import org.lrs.experiment.plan.Progress;
import org.lrs.report.ReportModel;

class PartialRunTest {

  @TempDir Path folder;

  @Test
  void partsShareTheirWorkWithTheWholeAndScoringAgreesWithIt() throws IOException {
    TinyExperiment tiny = TinyExperiment.in(folder);
    Options options = Options.of(folder.resolve("out"), "");
    PartialRun.run(tiny.spec(), options, Part.REFINE, Progress.silent());
    assertThat(folder.resolve("out/surrogates/refined.safetensors")).exists();
    PartialRun.run(tiny.spec(), options, Part.ATTACK, Progress.silent());
    assertThat(PartialRun.run(tiny.spec(), options, Part.SMOOTHNESS, Progress.silent()))
        .containsOnlyKeys("plain", "refined");
    assertThat(folder.resolve("out/smoothness.json")).exists();
    assertThat(Experiment.plan(tiny.spec(), options).remaining())
        .allMatch(step -> step.stage().kind().equals("evaluate"));

    ReportModel whole = Experiment.run(tiny.spec(), options, Progress.silent());
    List<Scoring.Score> scores =
        Scoring.run(
            tiny.spec(),
            folder.resolve("out/adversarial/refined/i-fgsm"),
            Optional.of(folder.resolve("out/clean")),
            (score, number, total) -> {});
    for (Scoring.Score score : scores) {
      ReportModel.Cell cell =
          whole.cells().stream()
              .filter(c -> c.surrogate().equals("refined") && c.attack().equals("i-fgsm"))
              .filter(c -> c.target().equals(score.target()))
              .findFirst()
              .orElseThrow();
      assertThat(score.transfer().orElseThrow().all()).isEqualTo(cell.all());
      assertThat(score.transfer().orElseThrow().cleanCorrect()).isEqualTo(cell.cleanCorrect());
    }
  }

  @Test
  void imagesThatDoNotBelongTogetherAreRefused() throws IOException {
    TinyExperiment tiny = TinyExperiment.in(folder);
    assertThatThrownBy(
            () ->
                Scoring.run(
                    tiny.spec(),
                    folder.resolve("data/test"),
                    Optional.of(folder.resolve("data/train")),
                    (score, number, total) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the same ids and labels");
  }
}
