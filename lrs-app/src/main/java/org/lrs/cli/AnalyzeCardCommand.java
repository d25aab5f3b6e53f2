package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lrs.analysis.HessianEigenvalue;
import org.lrs.analysis.LossLandscape;
import org.lrs.analysis.Measure;
import org.lrs.analysis.PenaltyError;
import org.lrs.analysis.RobustAccuracy;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.MeasureNetwork;
import org.lrs.experiment.stage.MeasureSimilarity;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.store.Json;
import org.lrs.report.CardFigures;
import org.lrs.report.CardHtml;
import org.lrs.report.SurrogateCard;
import org.lrs.threat.Epsilon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lrs analyze card}. */
@Command(
    name = "card",
    header = "Measure all that makes a surrogate transfer, before and after a refinement.",
    description = {
      "",
      "Leaves card.json and the page card.html: smoothness image by image, the loss landscape, robust"
          + " accuracy, calibration, gradient similarity, and the numerical error of the penalties."
          + " 128 images, if --count does not say otherwise.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  lrs analyze card --model runs/refine-mine-lrs-f --before mine.th --count 64"
    })
final class AnalyzeCardCommand implements Runnable {

  static final int USUAL_COUNT = 128;

  @Spec private CommandSpec command;

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
      paramLabel = "E",
      description =
          "Radii of the robust accuracy (default: 0.25/255,0.5/255,1/255,2/255,4/255,8/255).")
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
  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Override
  public void run() {
    compute.apply();
    SurrogateCard.Settings settings = settings();
    try {
      List<EngineNetwork> models = new ArrayList<>();
      if (before != null) {
        models.add(ModelFile.of(before).like(model.chosen()).engine());
      }
      models.add(model.engine());
      List<String> names = ModelFile.names(models);
      PrepareData images = new PrepareData(data.source("test", USUAL_COUNT));
      Measured measured = new Measured(images, models, settings);
      MeasureSimilarity similarity =
          before == null ? null : new MeasureSimilarity(images, names, models);
      List<Stage<?>> stages = new ArrayList<>(List.of(images));
      stages.addAll(measured.stages());
      if (similarity != null) {
        stages.add(similarity);
      }
      Path folder = options.folder("card-" + model.name());
      SurrogateCard card =
          options.run(
              folder,
              stages,
              output,
              (run, finished) -> {
                List<SurrogateCard.Network> networks = new ArrayList<>();
                for (int i = 0; i < models.size(); i++) {
                  networks.add(measured.network(i, names.get(i), finished));
                }
                SurrogateCard made =
                    new SurrogateCard(
                        SurrogateCard.FORMAT,
                        data.describe(),
                        images.count(),
                        options.seed(),
                        settings,
                        networks,
                        similarity == null ? null : finished.get(similarity),
                        Shell.join(Shell.typed(command)));
                run.write("card.json", Json.text(made));
                run.write("card.html", CardHtml.render(made));
                return made;
              });
      output.print(
          card,
          () -> CardFigures.table(card).text() + "\nCard: " + folder.resolve("card.html") + "\n");
    } catch (IOException e) {
      throw Failures.unchecked(e);
    }
  }

  private SurrogateCard.Settings settings() {
    SurrogateCard.Settings usual = SurrogateCard.Settings.defaults();
    List<Double> radii =
        epsilons == null
            ? usual.robustAccuracy().epsilons()
            : epsilons.stream().map(text -> Epsilon.fraction("epsilon", text)).toList();
    double reach = Epsilon.fraction("--landscape-radius", landscapeRadius);
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

  /** The stages of every measure of every network. */
  private final class Measured {
    private final List<List<MeasureNetwork<?>>> stages = new ArrayList<>();
    private final SurrogateCard.Settings settings;

    Measured(PrepareData images, List<EngineNetwork> models, SurrogateCard.Settings settings) {
      this.settings = settings;
      for (EngineNetwork one : models) {
        List<MeasureNetwork<?>> all = new ArrayList<>();
        for (Measure<?> measure : settings.measures()) {
          all.add(new MeasureNetwork<>(images, one, measure, options.seed()));
        }
        stages.add(all);
      }
    }

    List<Stage<?>> stages() {
      return stages.stream().<Stage<?>>flatMap(List::stream).toList();
    }

    SurrogateCard.Network network(int index, String name, Finished finished) {
      return settings.network(
          name,
          stages.get(index).get(0).architecture(),
          new SurrogateCard.Settings.Source() {
            @Override
            public <R> R of(Measure<R> measure) {
              MeasureNetwork<?> stage = stages.get(index).get(settings.measures().indexOf(measure));
              return measure.result().cast(finished.get(stage));
            }
          });
    }
  }
}
