package org.lrs.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.lrs.analysis.EmpiricalLipschitz;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.analysis.Measure;
import org.lrs.analysis.PenaltyError;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.Target;
import org.lrs.experiment.configuration.AnalyzeSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.Measurement;
import org.lrs.experiment.stage.Measurement.Smoothness;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.report.CardHtml;
import org.lrs.report.PenaltySection;
import org.lrs.report.SimilaritySection;
import org.lrs.report.SurrogateCard;

/**
 * Measures networks at clean images, and writes {@code NAME.json} and, where there is one, the page
 * {@code NAME.html}.
 *
 * @param name of the files
 * @param clean the images
 * @param networks what is measured
 * @param stages the measurements
 * @param figures of the finished stages and the command
 * @param page of the figures and the command; empty for none
 */
public record AnalysisRun<R>(
    String name,
    PrepareData clean,
    List<? extends NetworkRef> networks,
    List<Stage<?>> stages,
    BiFunction<Finished, String, R> figures,
    Optional<BiFunction<R, String, String>> page)
    implements FolderRun<R> {

  /**
   * The Lipschitz constant, the input-gradient norm and the curvature of a surrogate.
   *
   * @param lipschitz how the constant is found
   * @param seed root of every random draw
   */
  public static AnalysisRun<Smoothness> lipschitz(
      SurrogateRef surrogate, Source images, EmpiricalLipschitz lipschitz, long seed) {
    PrepareData clean = new PrepareData(images);
    AnalyzeSpec analyze = new AnalyzeSpec(clean.count(), lipschitz);
    return one(
        "lipschitz",
        clean,
        List.of(surrogate),
        Measurement.smoothness(clean, surrogate, analyze, seed),
        null);
  }

  /**
   * The error of the finite-difference penalties.
   *
   * @param steps values of h
   * @param seed root of every random draw
   */
  public static AnalysisRun<PenaltyError.Found> penalties(
      ClassifierRef network, Source images, List<Double> steps, long seed) {
    PrepareData clean = new PrepareData(images);
    return one(
        "penalties",
        clean,
        List.of(network),
        Measurement.of(clean, network, new PenaltyError(steps, clean.count()), seed),
        (found, command) -> PenaltySection.page(network.name(), images.name(), found, command));
  }

  /**
   * How alike the input gradients of networks are.
   *
   * @param networks at least two
   */
  public static AnalysisRun<GradientSimilarity> similarity(
      List<ClassifierRef> networks, Source images) {
    PrepareData clean = new PrepareData(images);
    return one(
        "similarity",
        clean,
        networks,
        Measurement.similarity(clean, ModelFile.names(networks), networks),
        (found, command) -> SimilaritySection.page(images.name(), clean.count(), found, command));
  }

  private static <R> AnalysisRun<R> one(
      String name,
      PrepareData clean,
      List<? extends NetworkRef> networks,
      Measurement<R> measured,
      BiFunction<R, String, String> page) {
    return new AnalysisRun<>(
        name,
        clean,
        networks,
        List.of(measured),
        (results, command) -> results.get(measured),
        Optional.ofNullable(page));
  }

  /**
   * All that makes a surrogate transfer, before and after a refinement.
   *
   * @param before the network before the refinement, to stand beside it; empty for none
   * @param settings how each figure is measured
   * @param seed root of every random draw
   */
  public static AnalysisRun<SurrogateCard> card(
      ClassifierRef network,
      Optional<ClassifierRef> before,
      Source images,
      SurrogateCard.Settings settings,
      long seed) {
    List<ClassifierRef> networks = Stream.concat(before.stream(), Stream.of(network)).toList();
    List<String> names = ModelFile.names(networks);
    PrepareData clean = new PrepareData(images);
    List<Measured> all = new ArrayList<>();
    List<Stage<?>> stages = new ArrayList<>();
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
    return new AnalysisRun<>(
        "card",
        clean,
        networks,
        stages,
        (results, command) ->
            new SurrogateCard(
                SurrogateCard.FORMAT,
                images.name(),
                clean.count(),
                seed,
                settings,
                all.stream().map(one -> one.figures(settings, results)).toList(),
                similarity.map(results::get).orElse(null),
                command),
        Optional.of((card, command) -> CardHtml.render(card)));
  }

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
  public R run(Experiment.Options options, Progress progress) {
    return options.run(
        stages,
        progress,
        (folder, results) -> {
          check(results).forEach(progress::found);
          R found = figures.apply(results, options.command());
          folder.writeJson(name + ".json", found);
          page.ifPresent(
              text -> folder.write(name + ".html", text.apply(found, options.command())));
          return found;
        });
  }

  private List<Finding> check(Finished results) {
    ImageDataset images = results.get(clean);
    List<Finding> findings = new ArrayList<>();
    for (NetworkRef network : networks) {
      try (Target target = network.openTarget(results, images)) {
        findings.addAll(SoundnessCheck.target(target, images));
      }
    }
    return findings;
  }
}
