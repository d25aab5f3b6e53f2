package org.lrs.experiment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lrs.data.Normalization;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.DataSpec;
import org.lrs.experiment.configuration.TrainingSpec;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.plan.Runner;
import org.lrs.experiment.stage.Source;
import org.lrs.experiment.stage.TrainModel;
import org.lrs.experiment.stage.TrainModel.Trained;
import org.lrs.experiment.store.ArtifactStore;
import org.lrs.experiment.store.Disk;
import org.lrs.experiment.store.Json;
import org.lrs.format.Checksums;
import org.lrs.model.CheckpointCard;

/** Trains a network from nothing into a folder of weights, card and training curves. */
public final class TrainingRun {

  private TrainingRun() {}

  /**
   * Trains a network, or goes on where an earlier try was stopped; writes {@code
   * model.safetensors}, {@code model.json} (its card) and {@code training.json}.
   *
   * @throws IllegalArgumentException for data that does not fit, or if the folder is somebody
   *     else's
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public static CheckpointCard run(TrainingSpec spec, Options options, Progress progress) {
    try (RunFolder folder = RunFolder.open(options.out())) {
      ArtifactStore store = options.openStore();
      TrainModel stage = stage(spec);
      Plan plan = Plan.of(List.of(stage), store);
      Finished finished = new Runner(store, progress).run(plan);
      Path result = finished.apply(stage);
      CheckpointCard card = card(spec, finished.get(stage), result, options.command());
      folder.copy(result.resolve(ModelFile.WEIGHTS), ModelFile.WEIGHTS);
      folder.copy(result.resolve("training.json"), "training.json");
      folder.write("model.json", Json.text(card));
      folder.finish();
      return card;
    }
  }

  private static TrainModel stage(TrainingSpec spec) {
    DataSpec data = spec.data();
    return new TrainModel(spec, new Source(data, data.train()), new Source(data, data.evaluate()));
  }

  private static CheckpointCard card(
      TrainingSpec spec, Trained trained, Path result, String command) {
    Path weights = result.resolve(ModelFile.WEIGHTS);
    Normalization normalization = trained.normalization();
    return new CheckpointCard(
        spec.name(),
        spec.architecture(),
        trained.input().channels(),
        trained.input().height(),
        trained.input().width(),
        trained.classes(),
        list(normalization.mean()),
        list(normalization.std()),
        trained.dataset(),
        trained.testAccuracy(),
        trained.testImages(),
        Disk.reading(weights, () -> Checksums.sha256(weights)),
        command);
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
