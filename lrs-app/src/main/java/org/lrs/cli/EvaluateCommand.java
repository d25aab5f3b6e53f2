package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.evaluate.Predictions;
import org.lrs.evaluate.Target;
import org.lrs.evaluate.TransferResult;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs evaluate}: what one target makes of clean and adversarial images. */
@Command(
    name = "evaluate",
    header = "Measure a network's accuracy, or an attack's success on it.",
    description = {
      "",
      "Without --adversarial: the accuracy on the images of --dataset. With it: the share of"
          + " adversarial images that are not given their true class, among all and among those the"
          + " network gets right when clean. Where targets.npy stands beside the images, a success is"
          + " an image that is given the class asked for, and images of that class do not count.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  lrs evaluate --model vgg.onnx --mean 0.286 --std 0.353 \\",
      "    --adversarial runs/mi/adversarial",
      "  lrs evaluate --model models/mine/model.safetensors --dataset embedded"
    })
final class EvaluateCommand implements Runnable {

  /**
   * The figures.
   *
   * @param accuracy share of the clean images that are classified rightly
   * @param goal of the attack, {@code untargeted} or {@code targeted}; null without adversarial
   *     images
   * @param success of the attack; null without adversarial images
   */
  record Evaluation(
      String target,
      String dataset,
      int images,
      double accuracy,
      String goal,
      TransferResult success) {}

  private static final String TARGETED = "targeted";

  @Mixin private ModelOptions model;
  @Mixin private DataOptions data;

  @Option(
      names = "--adversarial",
      paramLabel = "DIR",
      description = "Adversarial images: a folder with images.npy, labels.npy and ids.npy.")
  private Path adversarial;

  @Option(
      names = "--clean",
      paramLabel = "DIR",
      description =
          "The same images unattacked (default: the folder 'clean' of the run they are from).")
  private Path clean;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Also write evaluation.json there.")
  private Path out;

  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Override
  public void run() {
    compute.apply();
    try {
      ImageDataset images =
          adversarial == null
              ? data.source("test").read()
              : NpyDataset.read(CleanImages.of(adversarial, clean), null);
      ImageDataset attacked = adversarial == null ? null : attacked(images);
      try (Target target = model.network().openTarget(null, images)) {
        Optional<int[]> asked =
            adversarial == null ? Optional.empty() : TargetClasses.in(adversarial, images);
        Evaluation evaluation = evaluate(target, images, attacked, asked);
        if (out != null) {
          try (RunFolder folder = RunFolder.open(out)) {
            folder.write("evaluation.json", Json.text(evaluation));
            folder.finish();
          }
        }
        output.print(evaluation, () -> text(evaluation));
      }
    } catch (IOException e) {
      throw Failures.unchecked(e);
    }
  }

  private static Evaluation evaluate(
      Target target, ImageDataset images, ImageDataset attacked, Optional<int[]> asked) {
    Predictions before = Predictions.of(target, images.images());
    int[] labels = images.labels();
    TransferResult success =
        attacked == null
            ? null
            : TransferResult.of(
                before.classes(),
                Predictions.of(target, attacked.images()).classes(),
                labels,
                asked);
    return new Evaluation(
        target.name(),
        images.name(),
        images.size(),
        before.accuracy(labels),
        attacked == null ? null : asked.isPresent() ? TARGETED : "untargeted",
        success);
  }

  private ImageDataset attacked(ImageDataset images) {
    ImageDataset attacked = NpyDataset.read(adversarial, null);
    if (!Arrays.equals(attacked.ids(), images.ids())
        || !Arrays.equals(attacked.labels(), images.labels())) {
      throw new IllegalArgumentException(
          "%s and %s must hold the same images in the same order; their ids or labels differ"
              .formatted(adversarial, CleanImages.of(adversarial, clean)));
    }
    return attacked;
  }

  private static String text(Evaluation e) {
    String accuracy =
        String.format(
            Locale.ROOT,
            "%s: %.2f %% of %,d images of %s are classified rightly%n",
            e.target(),
            100 * e.accuracy(),
            e.images(),
            e.dataset());
    return e.success() == null
        ? accuracy
        : accuracy
            + "%1$s among those: %2$s%n%1$s among all:   %3$s%n"
                .formatted(
                    e.goal().equals(TARGETED) ? "Targeted success" : "Success",
                    Output.rate(e.success().cleanCorrect()),
                    Output.rate(e.success().all()));
  }
}
