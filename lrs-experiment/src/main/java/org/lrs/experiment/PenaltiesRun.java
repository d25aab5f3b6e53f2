package org.lrs.experiment;

import java.util.List;
import org.lrs.analysis.PenaltyError;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.stage.MeasureNetwork;
import org.lrs.experiment.stage.PrepareData;
import org.lrs.experiment.stage.Source;
import org.lrs.report.PenaltySection;

/**
 * Measures the error of the finite-difference penalties.
 *
 * @param network the network
 * @param images images that are measured at
 * @param steps values of h; empty for the usual ones
 * @param seed root of every random draw
 */
public record PenaltiesRun(ClassifierRef network, Source images, List<Double> steps, long seed) {

  public PenaltiesRun {
    steps = steps.isEmpty() ? PenaltyError.defaults().steps() : List.copyOf(steps);
  }

  /**
   * Measures, and writes {@code penalties.json} and {@code penalties.html}.
   *
   * @throws IllegalArgumentException for a network or images that do not fit, or if the folder was
   *     not created by lrs
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public PenaltyError.Found run(Experiment.Options options, Progress progress) {
    PrepareData clean = new PrepareData(images);
    MeasureNetwork<PenaltyError.Found> measure =
        new MeasureNetwork<>(clean, network, new PenaltyError(steps, clean.count()), seed);
    return FolderRun.run(
        options,
        List.of(clean, measure),
        progress,
        (folder, results) -> {
          PenaltyError.Found found = results.get(measure);
          folder.writeJson("penalties.json", found);
          folder.write(
              "penalties.html",
              PenaltySection.page(network.name(), images.name(), found, options.command()));
          return found;
        });
  }
}
