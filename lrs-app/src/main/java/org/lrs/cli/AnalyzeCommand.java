package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.lrs.analysis.EmpiricalLipschitz;
import org.lrs.experiment.LipschitzRun;
import org.lrs.experiment.stage.MeasureSmoothness.Smoothness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lrs analyze}: figures about networks. */
@Command(
    name = "analyze",
    header = "Measure what makes a surrogate good.",
    footer = {
      "",
      "Example:",
      "  lrs analyze card --model models/mine/model.safetensors --count 128"
    },
    subcommands = {
      AnalyzeCardCommand.class,
      AnalyzeCommand.Lipschitz.class,
      AnalyzePenaltiesCommand.class,
      AnalyzeSimilarityCommand.class
    })
final class AnalyzeCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing what to analyze: card, lipschitz, penalties or similarity");
  }

  /** {@code lrs analyze lipschitz}. */
  @Command(
      name = "lipschitz",
      header = "Measure the Lipschitz constant, the input-gradient norm and the curvature.",
      footer = {
        "",
        "Example:",
        "  lrs analyze lipschitz --model models/mine/model.safetensors --count 128"
      })
  static final class Lipschitz implements Work {
    @Mixin private ModelOptions model;
    @Mixin private DataOptions data;

    @Option(
        names = "--radius",
        paramLabel = "R",
        defaultValue = "0.01",
        description = "Radius of the L-infinity ball in [0, 1] units (default: ${DEFAULT-VALUE}).")
    private double radius;

    @Option(
        names = "--steps",
        paramLabel = "N",
        defaultValue = "10",
        description = "Steps of ascent (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
        names = "--step-size",
        paramLabel = "A",
        defaultValue = "0.003",
        description = "Length of one step (default: ${DEFAULT-VALUE}).")
    private double stepSize;

    @Mixin private StageOptions options;
    @Mixin private ComputeOptions compute;
    @Mixin private Output output;

    @Override
    public void run() throws IOException {
      compute.apply();
      EmpiricalLipschitz lipschitz = new EmpiricalLipschitz(radius, steps, stepSize);
      LipschitzRun run =
          new LipschitzRun(model.engine(), data.source("test"), lipschitz, options.seed());
      Path folder = options.folder("analyze-" + model.name());
      Smoothness smoothness = options.run(folder, output, run::run);
      output.print(smoothness, () -> text(smoothness));
    }

    private static String text(Smoothness s) {
      return String.format(
          Locale.ROOT,
          "Means over %,d images%n  empirical Lipschitz constant  %,.1f%n"
              + "  input-gradient norm           %.4f%n"
              + "  curvature along the gradient  %,.2f%n",
          s.images(),
          s.empiricalLipschitz(),
          s.inputGradientNorm(),
          s.curvature());
    }
  }
}
