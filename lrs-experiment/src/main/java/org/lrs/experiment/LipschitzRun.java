package org.lrs.experiment;

import java.util.List;
import org.lrs.analysis.EmpiricalLipschitz;
import org.lrs.experiment.configuration.AnalyzeSpec;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.stage.MeasureSmoothness;
import org.lrs.experiment.stage.MeasureSmoothness.Smoothness;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.stage.Source;

/**
 * Measures the Lipschitz constant, the input-gradient norm and the curvature of a surrogate.
 *
 * @param surrogate the network
 * @param images images that are measured at
 * @param lipschitz how the constant is found
 * @param seed root of every random draw
 */
public record LipschitzRun(
    SurrogateRef surrogate, Source images, EmpiricalLipschitz lipschitz, long seed) {

  /**
   * Measures, and writes {@code lipschitz.json}.
   *
   * @throws IllegalArgumentException for a network or images that do not fit, or if the folder was
   *     not created by lrs
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public Smoothness run(Experiment.Options options, Progress progress) {
    PrepareData clean = new PrepareData(images);
    AnalyzeSpec analyze = new AnalyzeSpec(clean.count(), lipschitz);
    MeasureSmoothness measure = new MeasureSmoothness(clean, surrogate, analyze, seed);
    return FolderRun.run(
        options,
        List.of(clean, measure),
        progress,
        (folder, results) -> {
          Smoothness figures = results.get(measure);
          folder.writeJson("lipschitz.json", figures);
          return figures;
        });
  }
}
