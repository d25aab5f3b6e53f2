package org.lrs.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.analysis.Measure;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.Measurement;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.report.CardHtml;
import org.lrs.report.SurrogateCard;

/**
 * Measures all that makes a surrogate transfer, before and after a refinement; writes {@code
 * card.json} and {@code card.html}.
 *
 * @param network the surrogate
 * @param before the network before the refinement, to stand beside it; empty for none
 * @param images images that are measured at
 * @param settings how each figure is measured
 * @param seed root of every random draw
 */
public record CardRun(
    ClassifierRef network,
    Optional<ClassifierRef> before,
    Source images,
    SurrogateCard.Settings settings,
    long seed)
    implements FolderRun<SurrogateCard> {

  /** The stages of all measures of one network. */
  private record Measured(
      String name, ClassifierRef network, Map<Measure<?>, Measurement<?>> stages) {

    private <R> R figures(Measure<R> measure, Finished results) {
      return measure.result().cast(results.get(stages.get(measure)));
    }

    SurrogateCard.Network figures(SurrogateCard.Settings of, Finished results) {
      return new SurrogateCard.Network(
          name,
          network.architecture(),
          figures(of.calibration(), results),
          figures(of.lipschitz(), results),
          figures(of.gradientNorm(), results),
          figures(of.curvature(), results),
          figures(of.hessianEigenvalue(), results),
          figures(of.robustAccuracy(), results),
          figures(of.landscape(), results),
          figures(of.penalties(), results));
    }
  }

  @Override
  public SurrogateCard run(Experiment.Options options, Progress progress) {
    List<ClassifierRef> networks = Stream.concat(before.stream(), Stream.of(network)).toList();
    List<String> names = ModelFile.names(networks);
    PrepareData clean = new PrepareData(images);
    List<Measured> all = new ArrayList<>();
    List<Stage<?>> stages = new ArrayList<>(List.of(clean));
    for (int i = 0; i < networks.size(); i++) {
      Measured measured = new Measured(names.get(i), networks.get(i), new LinkedHashMap<>());
      for (Measure<?> measure : settings.measures()) {
        measured.stages().put(measure, Measurement.of(clean, measured.network(), measure, seed));
      }
      all.add(measured);
      stages.addAll(measured.stages().values());
    }
    Optional<Measurement<GradientSimilarity>> similarity =
        before.map(other -> Measurement.similarity(clean, names, networks));
    similarity.ifPresent(stages::add);
    return options.run(
        stages,
        progress,
        (folder, results) -> {
          SurrogateCard card =
              new SurrogateCard(
                  SurrogateCard.FORMAT,
                  images.name(),
                  clean.count(),
                  seed,
                  settings,
                  all.stream().map(one -> one.figures(settings, results)).toList(),
                  similarity.map(results::get).orElse(null),
                  options.command());
          folder.writeJson("card.json", card);
          folder.write("card.html", CardHtml.render(card));
          return card;
        });
  }
}
