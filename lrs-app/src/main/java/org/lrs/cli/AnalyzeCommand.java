package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.lrs.analysis.EmpiricalLipschitz;
import org.lrs.analysis.PenaltyError;
import org.lrs.experiment.AnalysisRun;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.stage.Measurement.Smoothness;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.report.PenaltySection;
import org.lrs.report.SimilaritySection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lrs analyze}: figures about networks. */
@Command(
    name = "analyze",
    header = "Measure what makes a surrogate good.",
    footer = "  lrs analyze card --model models/mine/model.safetensors --count 128",
    subcommands = AnalyzeCardCommand.class)
final class AnalyzeCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing what to analyze: card, lipschitz, penalties or similarity");
  }

  @Command(
      name = "lipschitz",
      header = "Measure the Lipschitz constant, the input-gradient norm and the curvature.",
      footer = "  lrs analyze lipschitz --model models/mine/model.safetensors --count 128")
  void lipschitz(
      @Mixin ModelOptions model,
      @Mixin DataOptions data,
      @Mixin StageOptions options,
      @Option(
              names = "--radius",
              paramLabel = "R",
              defaultValue = "0.01",
              description =
                  "Radius of the L-infinity ball in [0, 1] units (default: ${DEFAULT-VALUE}).")
          double radius,
      @Option(
              names = "--steps",
              paramLabel = "N",
              defaultValue = "10",
              description = "Steps of ascent (default: ${DEFAULT-VALUE}).")
          int steps,
      @Option(
              names = "--step-size",
              paramLabel = "A",
              defaultValue = "0.003",
              description = "Length of one step (default: ${DEFAULT-VALUE}).")
          double stepSize)
      throws IOException {
    EmpiricalLipschitz lipschitz = new EmpiricalLipschitz(radius, steps, stepSize);
    options.run(
        "analyze-" + model.name(),
        AnalysisRun.lipschitz(model.engine(), data.source("test"), lipschitz, options.seed()),
        (found, folder) -> text(found));
  }

  private static String text(Smoothness s) {
    return Output.format(
        """
        Means over %,d images
          empirical Lipschitz constant  %,.1f
          input-gradient norm           %.4f
          curvature along the gradient  %,.2f
        """,
        s.images(), s.empiricalLipschitz(), s.inputGradientNorm(), s.curvature());
  }

  @Command(
      name = "penalties",
      header = "Measure the error of the finite-difference penalties for every step h.",
      description =
          "Compares both penalties with the exact gradient norm and Hessian-vector product, in 32"
              + " and 64 bit, for steps in normalised and in pixel space. Leaves penalties.json and"
              + " the page penalties.html. 16 images, if --count does not say otherwise.",
      footer = "  lrs analyze penalties --model resnet8-a --steps 0.001,0.01,0.1,1")
  void penalties(
      @Mixin ModelOptions model,
      @Mixin DataOptions data,
      @Mixin StageOptions options,
      @Option(
              names = "--steps",
              split = ",",
              defaultValue = "1e-5,1e-4,1e-3,0.01,0.03,0.1,0.3,1,1.5,3",
              paramLabel = "H",
              description = "Values of h (default: ${DEFAULT-VALUE}).")
          List<Double> steps)
      throws IOException {
    Source images = data.source("test", PenaltyError.defaults().images());
    options.run(
        "penalties-" + model.name(),
        AnalysisRun.penalties(model.engine(), images, steps, options.seed()),
        AnalyzeCommand::text);
  }

  private static String text(PenaltyError.Found found, Path folder) {
    return Arrays.stream(Space.values())
        .map(space -> PenaltySection.table("", found, space))
        .map(table -> table.caption() + "\n" + table.text() + "\n")
        .collect(
            Collectors.joining(
                "",
                Output.format(
                    "Relative error of the mean over %,d images (median of each one's own)\n\n",
                    found.images()),
                "Chart: " + folder.resolve("penalties.html") + "\n"));
  }

  @Command(
      name = "similarity",
      header = "Measure how alike the input gradients of networks are.",
      description =
          "The cosine of each two networks' gradients at each image. Leaves similarity.json and the"
              + " page similarity.html. 128 images, if --count does not say otherwise.",
      footer = "  lrs analyze similarity resnet8-a vgg-mini-bn runs/refine-mine-lrs-f")
  void similarity(
      @Parameters(
              arity = "2..*",
              paramLabel = "MODEL",
              description =
                  "Networks: files, folders of 'train' or 'refine', or names of those that come"
                      + " with lrs. The options --architecture, --mean and --std are for those"
                      + " without a card.")
          List<Path> models,
      @Mixin ModelOptions.Card card,
      @Mixin DataOptions data,
      @Mixin StageOptions options)
      throws IOException {
    List<ClassifierRef> networks = new ArrayList<>();
    for (Path file : models) {
      networks.add(ModelFile.of(file).like(card.of(file)).engine());
    }
    Source images = data.source("test", AnalyzeCardCommand.USUAL_COUNT);
    options.run(
        "similarity",
        AnalysisRun.similarity(networks, images),
        (found, folder) ->
            Output.format(
                "Mean cosine over %,d images\n%s\nPage: %s\n",
                images.count(),
                SimilaritySection.table(found, "").text(),
                folder.resolve("similarity.html")));
  }
}
