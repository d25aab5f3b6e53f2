package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lrs.experiment.EvaluateRun;
import org.lrs.experiment.EvaluateRun.Evaluation;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.OnnxNetwork;
import org.lrs.onnx.OnnxTarget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs evaluate}: what one target makes of clean and adversarial images. */
@Command(
    name = "evaluate",
    header = "Measure a network's accuracy, or an attack's success on it.",
    description =
        "Without --adversarial: the accuracy on the images of --dataset. With it: the share of"
            + " adversarial images that are misclassified, among all and among those the network"
            + " gets right when clean. Where targets.npy is next to the images, a success is an"
            + " image that is predicted as its target class, and images of that class do not"
            + " count.",
    footer = {
      "  lrs evaluate --model vgg.onnx --mean 0.286 --std 0.353 \\",
      "    --adversarial runs/mi/adversarial",
      "  lrs evaluate --model models/mine/model.safetensors --dataset embedded"
    })
final class EvaluateCommand implements Callable<Integer> {

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
      names = "--isolation",
      paramLabel = "WHERE",
      defaultValue = "process",
      description =
          "Where an ONNX file runs: process (default), one of its own with limited memory and time,"
              + " or none, inside lrs, for a file that you trust.")
  private OnnxTarget.Isolation isolation;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Also write evaluation.json there.")
  private Path out;

  @Mixin private WorkOptions options;

  @Override
  public Integer call() throws IOException {
    options.apply();
    NetworkRef named = model.chosen().network();
    NetworkRef target = named instanceof OnnxNetwork onnx ? onnx.isolated(isolation) : named;
    EvaluateRun run =
        adversarial == null
            ? EvaluateRun.clean(target, data.source("test").read())
            : EvaluateRun.adversarial(
                target, adversarial, clean == null ? VerifyCommand.clean(adversarial) : clean);
    Evaluation evaluation = out == null ? run.run() : run.run(out);
    evaluation.findings().stream()
        .flatMap(finding -> Output.warning(finding).stream())
        .forEach(options.err()::println);
    options.print(evaluation, () -> text(evaluation));
    return ExitCode.OK;
  }

  private static String text(Evaluation e) {
    String images = "images of " + e.dataset();
    String accuracy = Output.accuracy(e.target(), e.accuracy(), e.images(), images);
    return e.success() == null
        ? accuracy
        : accuracy
            + "%1$s among those: %2$s%n%1$s among all:   %3$s%n"
                .formatted(
                    e.targeted() ? "Targeted success" : "Success",
                    e.success().cleanCorrect(),
                    e.success().all());
  }
}
