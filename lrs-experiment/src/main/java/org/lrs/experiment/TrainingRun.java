package org.lrs.experiment;

import java.nio.file.Path;
import java.util.List;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.DataSpec;
import org.lrs.experiment.configuration.TrainingSpec;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.stage.Source;
import org.lrs.experiment.stage.TrainModel;
import org.lrs.experiment.stage.TrainModel.Trained;
import org.lrs.model.CheckpointCard;

/** Trains a network from scratch into a folder of weights, card and training curves. */
public final class TrainingRun {

  private TrainingRun() {}

  /**
   * Trains a network, or resumes where an earlier try was stopped; writes {@code
   * model.safetensors}, {@code model.json} (its card) and {@code training.json}.
   *
   * @throws IllegalArgumentException for data that does not fit, or if the folder was not created
   *     by lrs
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public static CheckpointCard run(TrainingSpec spec, Options options, Progress progress) {
    TrainModel stage = stage(spec);
    return FolderRun.run(
        options,
        List.of(stage),
        progress,
        (folder, results) -> {
          Path result = results.apply(stage);
          CheckpointCard card = card(spec, results.get(stage), result, options.command());
          folder.copyTraining(result, card);
          return card;
        });
  }

  private static TrainModel stage(TrainingSpec spec) {
    DataSpec data = spec.data();
    return new TrainModel(spec, new Source(data, data.train()), new Source(data, data.evaluate()));
  }

  private static CheckpointCard card(
      TrainingSpec spec, Trained trained, Path result, String command) {
    return CheckpointCard.of(
        spec.name(),
        spec.architecture(),
        trained.input(),
        trained.classes(),
        trained.normalization(),
        trained.dataset(),
        trained.testAccuracy(),
        trained.testImages(),
        result.resolve(ModelFile.WEIGHTS),
        command);
  }
}
