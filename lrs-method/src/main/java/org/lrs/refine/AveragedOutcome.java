package org.lrs.refine;

import java.util.Map;
import org.lrs.data.ImageDataset;
import org.lrs.lipschitz.BatchNormPolicy;
import org.lrs.model.Classifier;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;

/**
 * What a run with an average ends with: the mean, and files of networks drawn around it if there
 * are to be any.
 *
 * <p>Depends on averages, seed and training images alone, so a finished run that is started again
 * makes the same numbers again.
 */
record AveragedOutcome(Averages averages, FineTuneSettings settings, long seed, ImageDataset data) {

  /**
   * Overwrites a classifier with the mean.
   *
   * @param draws where drawn networks go, all that it counts
   */
  void make(Classifier classifier, Snapshots draws) {
    try (Scope scope = Scope.open()) {
      if (averages.deviations().isPresent()) {
        GaussianDraws gaussian = new GaussianDraws(averages, Rng.of(seed).split("swag"));
        for (int number = 1; number <= draws.count(); number++) {
          gaussian.draw(number, classifier.parameters());
          settle(classifier);
          Checkpoint.replace(draws.file(number), classifier.parameters().toHost(), Map.of());
        }
      }
      for (String name : averages.names()) {
        classifier.parameters().get(name).detach().copyFrom(averages.mean(name));
      }
      settle(classifier);
    }
  }

  /** Batch normalisation that stood still in training is left as the numbers were trained with. */
  private void settle(Classifier classifier) {
    if (settings.lrs().batchNorm() != BatchNormPolicy.FROZEN) {
      new BatchStatistics(
              data,
              settings.batchSize(),
              settings.averaging().orElseThrow().batches(),
              settings.augmentation(),
              Rng.of(seed).split("batch-statistics"))
          .estimate(classifier);
    }
  }
}
