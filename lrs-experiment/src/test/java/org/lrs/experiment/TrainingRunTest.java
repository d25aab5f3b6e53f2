package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.TrainingSpec;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.format.Checksums;
import org.lrs.model.CheckpointCard;

class TrainingRunTest {

  private static final String YAML =
      """
      name: tiny-net
      data: {dataset: npy, path: data, train: {split: train}, evaluate: {split: test}}
      model: {architecture: resnet8-a}
      train: {epochs: 2, batchSize: 8, learningRate: 0.01, augmentation: {flip: false}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    TinyExperiment.in(folder);
    Files.writeString(folder.resolve("train.yaml"), YAML);
  }

  private TrainingSpec spec(String... overrides) {
    return SpecReader.readTraining(folder.resolve("train.yaml"), List.of(overrides));
  }

  private CheckpointCard run(String out, Progress progress) {
    return new TrainingRun(spec()).run(Options.of(folder.resolve(out), "lrs train x"), progress);
  }

  @Test
  void aTrainedNetworkHasACardAndCanBeASurrogate() throws IOException {
    CheckpointCard card = run("net", Progress.silent());
    Path weights = folder.resolve("net/model.safetensors");
    assertThat(card.sha256()).isEqualTo(Checksums.sha256(weights));
    assertThat(card.testImages()).isEqualTo(12);
    assertThat(card.dataset()).isEqualTo("npy/train");
    assertThat(folder.resolve("net/model.json")).content().contains("\"lrs train x\"");
    Plan plan =
        Experiment.plan(
            TinyExperiment.in(folder).spec("models.a.weights=net/model.safetensors"),
            Options.of(folder.resolve("out"), ""));
    assertThat(plan.remaining()).isNotEmpty();
  }

  @Test
  void aKilledTrainingGoesOnToTheSameBytes() {
    run("whole", Progress.silent());
    int[] steps = new int[1];
    assertThatThrownBy(
            () ->
                run(
                    "killed",
                    new Progress() {
                      @Override
                      public void advanced(
                          Plan.Step step,
                          double fraction,
                          String note,
                          OptionalDouble remainingSeconds) {
                        if (++steps[0] == 4) {
                          throw new IllegalStateException("killed");
                        }
                      }
                    }))
        .hasMessage("killed");
    run("killed", Progress.silent());
    assertThat(folder.resolve("killed/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
  }

  @Test
  void mistakesInATrainingSpecNameTheLine() {
    assertThatThrownBy(() -> spec("train.epoch=3"))
        .hasMessageContaining("unknown key in train 'epoch'; nearest: 'epochs'");
    assertThatThrownBy(() -> spec("model.architecture=resnet9"))
        .hasMessageContaining("unknown architecture 'resnet9'");
  }
}
