package org.lrs.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lrs.analysis.EmpiricalLipschitz;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.analysis.PenaltyError;
import org.lrs.experiment.configuration.AnalyzeSpec;
import org.lrs.experiment.configuration.Source;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.stage.Measurement;
import org.lrs.experiment.stage.Measurement.Smoothness;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.report.PenaltySection;
import org.lrs.report.SimilaritySection;

/**
 * Measures networks at clean images, and writes {@code NAME.json} and, where there is one, the page
 * {@code NAME.html}.
 *
 * @param name of the files
 * @param clean the images
 * @param measure what is measured
 * @param page of the figures and the command; empty for none
 */
public record AnalysisRun<R>(
    String name, PrepareData clean, Stage<R> measure, Optional<BiFunction<R, String, String>> page)
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
    Stage<Smoothness> measure = Measurement.smoothness(clean, surrogate, analyze, seed);
    return new AnalysisRun<>("lipschitz", clean, measure, Optional.empty());
  }

  /**
   * The error of the finite-difference penalties.
   *
   * @param steps values of h; empty for the usual ones
   * @param seed root of every random draw
   */
  public static AnalysisRun<PenaltyError.Found> penalties(
      ClassifierRef network, Source images, List<Double> steps, long seed) {
    PrepareData clean = new PrepareData(images);
    List<Double> all = steps.isEmpty() ? PenaltyError.defaults().steps() : steps;
    return new AnalysisRun<>(
        "penalties",
        clean,
        Measurement.of(clean, network, new PenaltyError(all, clean.count()), seed),
        Optional.of(
            (found, command) ->
                PenaltySection.page(network.name(), images.name(), found, command)));
  }

  /**
   * How alike the input gradients of networks are.
   *
   * @param networks at least two
   */
  public static AnalysisRun<GradientSimilarity> similarity(
      List<ClassifierRef> networks, Source images) {
    PrepareData clean = new PrepareData(images);
    return new AnalysisRun<>(
        "similarity",
        clean,
        Measurement.similarity(clean, ModelFile.names(networks), networks),
        Optional.of(
            (found, command) ->
                SimilaritySection.page(images.name(), clean.count(), found, command)));
  }

  @Override
  public R run(Experiment.Options options, Progress progress) {
    return options.run(
        List.of(clean, measure),
        progress,
        (folder, results) -> {
          R found = results.get(measure);
          folder.writeJson(name + ".json", found);
          page.ifPresent(
              text -> folder.write(name + ".html", text.apply(found, options.command())));
          return found;
        });
  }
}
