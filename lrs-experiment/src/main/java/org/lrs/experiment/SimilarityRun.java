package org.lrs.experiment;

import java.util.List;
import org.lrs.analysis.GradientSimilarity;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.stage.MeasureSimilarity;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.stage.Source;
import org.lrs.report.SimilaritySection;

/**
 * Measures how alike the input gradients of networks are.
 *
 * @param networks at least two
 * @param images images that are measured at
 */
public record SimilarityRun(List<ClassifierRef> networks, Source images) {

  public SimilarityRun {
    networks = List.copyOf(networks);
  }

  /**
   * Measures, and writes {@code similarity.json} and {@code similarity.html}.
   *
   * @throws IllegalArgumentException for networks or images that do not fit, or if the folder was
   *     not created by lrs
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public GradientSimilarity run(Experiment.Options options, Progress progress) {
    PrepareData clean = new PrepareData(images);
    MeasureSimilarity measure = new MeasureSimilarity(clean, ModelFile.names(networks), networks);
    return FolderRun.run(
        options,
        List.of(clean, measure),
        progress,
        (folder, results) -> {
          GradientSimilarity found = results.get(measure);
          folder.writeJson("similarity.json", found);
          folder.write(
              "similarity.html",
              SimilaritySection.page(images.name(), clean.count(), found, options.command()));
          return found;
        });
  }
}
