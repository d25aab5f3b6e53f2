package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lrs.analysis.HessianEigenvalue;
import org.lrs.analysis.LossLandscape;
import org.lrs.analysis.PenaltyError;
import org.lrs.analysis.RobustAccuracy;
import org.lrs.experiment.AnalysisRun;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.report.CardFigures;
import org.lrs.report.SurrogateCard;
import org.lrs.text.Fraction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs analyze card}. */
@Command(
    name = "card",
    header = "Measure all that makes a surrogate transfer, before and after a refinement.",
    description =
        "Leaves card.json and the page card.html: smoothness image by image, the loss landscape, robust"
            + " accuracy, calibration, gradient similarity, and the numerical error of the penalties."
            + " 128 images, if --count does not say otherwise.",
    footer = "  lrs analyze card --model runs/refine-mine-lrs-f --before mine.th --count 64")
final class AnalyzeCardCommand implements Callable<Integer> {

  static final int USUAL_COUNT = 128;

  @Mixin private ModelOptions model;

  @Option(
      names = {"-b", "--before"},
      paramLabel = "FILE|NAME",
      description =
          "The network before the refinement, to stand beside it. Without a card of its own it has"
              + " the architecture and normalisation of --model.")
  private Path before;

  @Mixin private DataOptions data;

  @Option(
      names = "--epsilons",
      split = ",",
      defaultValue = "0.25/255,0.5/255,1/255,2/255,4/255,8/255",
      paramLabel = "E",
      description = "Radii of the robust accuracy (default: ${DEFAULT-VALUE}).")
  private List<String> epsilons;

  @Option(
      names = "--pgd-steps",
      defaultValue = "20",
      paramLabel = "N",
      description = "Steps of PGD in each ball (default: ${DEFAULT-VALUE}).")
  private int pgdSteps;

  @Option(
      names = "--iterations",
      defaultValue = "50",
      paramLabel = "N",
      description =
          "Most Hessian-vector products for an image's eigenvalue (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--landscape-radius",
      defaultValue = "8/255",
      paramLabel = "R",
      description = "How far the landscape reaches (default: ${DEFAULT-VALUE}).")
  private String landscapeRadius;

  @Option(
      names = "--landscape-points",
      defaultValue = "21",
      paramLabel = "N",
      description = "Points of its sides, odd (default: ${DEFAULT-VALUE}).")
  private int landscapePoints;

  @Option(
      names = "--landscape-images",
      defaultValue = "4",
      paramLabel = "N",
      description = "Images it is taken around (default: ${DEFAULT-VALUE}).")
  private int landscapeImages;

  @Option(
      names = "--penalty-images",
      defaultValue = "16",
      paramLabel = "N",
      description = "Images of the penalties' error (default: ${DEFAULT-VALUE}).")
  private int penaltyImages;

  @Mixin private StageOptions options;

  @Override
  public Integer call() throws IOException {
    Optional<ClassifierRef> old =
        before == null
            ? Optional.empty()
            : Optional.of(ModelFile.of(before).like(model.chosen()).engine());
    Source images = data.source("test", USUAL_COUNT);
    options.run(
        "card-" + model.name(),
        AnalysisRun.card(model.engine(), old, images, settings(), options.seed()),
        (card, folder) ->
            CardFigures.table(card).text() + "\nCard: " + folder.resolve("card.html") + "\n");
    return ExitCode.OK;
  }

  private SurrogateCard.Settings settings() {
    SurrogateCard.Settings usual = SurrogateCard.Settings.defaults();
    List<Double> radii = epsilons.stream().map(text -> Fraction.parse("epsilon", text)).toList();
    double reach = Fraction.parse("--landscape-radius", landscapeRadius);
    return new SurrogateCard.Settings(
        usual.calibration(),
        usual.lipschitz(),
        usual.gradientNorm(),
        usual.curvature(),
        new HessianEigenvalue(iterations, usual.hessianEigenvalue().tolerance()),
        new RobustAccuracy(radii, pgdSteps),
        new LossLandscape(reach, landscapePoints, landscapeImages),
        new PenaltyError(usual.penalties().steps(), penaltyImages));
  }
}
