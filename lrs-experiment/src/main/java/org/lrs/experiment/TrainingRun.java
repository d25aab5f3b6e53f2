package org.lrs.experiment;

import java.nio.file.Path;
import java.util.List;
import org.lrs.experiment.configuration.TrainingSpec;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.stage.TrainModel;
import org.lrs.experiment.stage.TrainModel.Trained;
import org.lrs.format.Checksums;
import org.lrs.model.CheckpointCard;

/**
 * Trains a network from scratch; writes {@code model.safetensors}, {@code model.json} (its card)
 * and {@code training.json}.
 *
 * @param spec what is trained, and on what
 */
public record TrainingRun(TrainingSpec spec) implements FolderRun<CheckpointCard> {

  @Override
  public CheckpointCard run(Experiment.Options options, Progress progress) {
    TrainModel stage = new TrainModel(spec);
    return options.run(
        List.of(stage),
        progress,
        (folder, results) -> {
          Path result = results.apply(stage);
          Trained trained = results.get(stage);
          CheckpointCard card =
              new CheckpointCard(
                  spec.name(),
                  spec.architecture(),
                  trained.input(),
                  trained.classes(),
                  trained.normalization(),
                  trained.dataset(),
                  trained.testAccuracy(),
                  trained.testImages(),
                  Checksums.sha256(result.resolve(ModelFile.WEIGHTS)),
                  options.command());
          folder.copyTraining(result, card);
          return card;
        });
  }
}
