package org.lrs.cli;

import java.nio.file.Path;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.TrainingRun;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.TrainingSpec;
import org.lrs.experiment.network.ModelFile;
import org.lrs.model.CheckpointCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lrs train SPEC}: a network from scratch. */
@Command(
    name = "train",
    header = "Train a network from scratch.",
    description =
        "The spec has name, seed, data, model and train. Leaves model.safetensors, its card model.json"
            + " and the curves training.json. A training that was interrupted resumes and ends with"
            + " the same weights.",
    footer = "  lrs train configs/train/fashion-resnet8-a.yaml --out models/resnet8")
final class TrainCommand implements Runnable {

  @Mixin private SpecOptions.File options;

  @Override
  public void run() {
    TrainingSpec spec = SpecReader.readTraining(options.spec(), options.overrides());
    Experiment.Options where = options.where();
    CheckpointCard card = options.work(where, new TrainingRun(spec));
    String network = card.name() + " (" + card.architecture() + ")";
    options.print(card, () -> text(network, card, where.out()));
  }

  /** The accuracy of a new network, and where its weights are. */
  static String text(String network, CheckpointCard card, Path folder) {
    return Output.accuracy(network, card.testAccuracy(), card.testImages(), "test images")
        + "Weights: %s%n".formatted(folder.resolve(ModelFile.WEIGHTS));
  }
}
