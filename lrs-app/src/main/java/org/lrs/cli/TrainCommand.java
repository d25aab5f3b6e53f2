package org.lrs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.TrainingRun;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.TrainingSpec;
import org.lrs.model.CheckpointCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lrs train SPEC}: a network from scratch. */
@Command(
    name = "train",
    header = "Train a network from scratch.",
    description = {
      "",
      "Leaves model.safetensors, its card model.json and the curves training.json. A training that"
          + " was interrupted resumes and ends with the same weights.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  lrs train configs/train/fashion-resnet8-a.yaml --out models/resnet8"
    })
final class TrainCommand implements Runnable {

  @Parameters(
      paramLabel = "SPEC",
      description = "What to train, a YAML file with name, seed, data, model and train.")
  private Path spec;

  @Mixin private SpecOptions options;
  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Override
  public void run() {
    compute.apply();
    TrainingSpec training = SpecReader.readTraining(spec, options.overrides());
    Experiment.Options where =
        options.experiment(RunCommand.baseName(spec), List.of("lrs", "train", spec.toString()));
    CheckpointCard card =
        ExperimentRun.resumable(
            where.out(), output, progress -> TrainingRun.run(training, where, progress));
    output.print(card, () -> text(card, where.out()));
  }

  private static String text(CheckpointCard card, Path folder) {
    return String.format(
        Locale.ROOT,
        "%s (%s): %.2f %% of %,d test images are classified correctly%nWeights: %s%n",
        card.name(),
        card.architecture(),
        100 * card.testAccuracy(),
        card.testImages(),
        folder.resolve("model.safetensors"));
  }
}
