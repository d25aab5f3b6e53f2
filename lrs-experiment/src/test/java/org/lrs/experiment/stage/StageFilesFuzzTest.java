package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.attack.Rounding;
import org.lrs.data.NpyDataset;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.SoundnessCheck.Severity;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.OpenTarget;
import org.lrs.experiment.store.Json;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;
import org.lrs.refine.StepRecord;
import org.lrs.testkit.Fuzz;

/** Damaged files of finished stages. */
class StageFilesFuzzTest {

  private static final int COUNT = 4;

  @TempDir Path folder;

  private final Source source = Source.embedded("test", COUNT);
  private final OpenTarget open = new OpenTarget();

  @BeforeEach
  void save() throws IOException {
    NpyDataset.write(folder, source.read());
    Crafted.writeCounts(folder, 1, new Rounding(3, 2));
    Npy.write(folder.resolve("predictions.npy"), HostTensor.of(new long[] {1, 2, 3, 4}, COUNT));
    Files.writeString(
        folder.resolve("findings.json"),
        Json.text(List.of(new Finding(Severity.WARNING, "", "beware"))));
    StepRecord step = new StepRecord(0, 1, Float.NaN, 2, 3, 4, 5, 6);
    Files.writeString(
        folder.resolve("training.json"),
        Json.text(new Training(1, List.of(step), List.of("slow"))));
  }

  private void damaged(String name, Fuzz.FileReader reader) throws Exception {
    Path file = folder.resolve(name);
    byte[] good = Files.readAllBytes(file);
    Fuzz.files(file, List.of(good), reader);
    Files.write(file, good);
  }

  @Test
  void adversarialImages() throws Exception {
    for (String name : List.of("rounding.txt", "zero-gradients.txt", "images.npy", "labels.npy")) {
      damaged(name, file -> Crafted.read(folder).images().images().pixels());
    }
  }

  @Test
  void predictions() throws Exception {
    EngineNetwork network = EngineNetwork.embedded("resnet8-a");
    PredictImages stage = new PredictImages(new PrepareData(source), network, open);
    for (String name : List.of("predictions.npy", "findings.json")) {
      damaged(name, file -> stage.read(folder));
    }
  }

  @Test
  void training() throws Exception {
    damaged("training.json", file -> Training.read(folder));
  }
}
