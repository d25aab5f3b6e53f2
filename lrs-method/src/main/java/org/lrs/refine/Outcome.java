package org.lrs.refine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.Records;
import org.lrs.model.Classifier;

/**
 * Which weights a training leaves: the last ones, their mean along the trajectory, or draws around
 * it.
 */
public sealed interface Outcome {

  /** Networks of one refinement, or below a normal distribution: far more than anyone attacks. */
  int MOST = 1_000;

  /** Number of networks; 1 for a single one. */
  int networks();

  /** The same outcome with so many networks. */
  default Outcome networks(int count) {
    return Records.with(this, Map.of("networks", count));
  }

  /** Files of networks beside the one that the classifier ends with. */
  default int files() {
    return networks() - 1;
  }

  /**
   * Starts to gather.
   *
   * @param total steps of the run
   * @param folder where networks beside the last one are kept; null for none
   */
  Gathering begin(Classifier classifier, int total, Path folder);

  /**
   * The weights after the last step, with those at equally spaced steps before it.
   *
   * @param networks how many, the last one included
   */
  record Last(int networks) implements Outcome {
    public Last {
      requireCount(networks);
    }

    @Override
    public Gathering begin(Classifier classifier, int total, Path folder) {
      return new Snapshots(folder, networks, total);
    }
  }

  /**
   * The mean of weights along the trajectory, with networks at equally spaced steps before it.
   *
   * @param networks how many, the mean included
   */
  record Mean(Averaging averaging, int networks) implements Outcome {
    public Mean {
      requireCount(networks);
    }

    @Override
    public Gathering begin(Classifier classifier, int total, Path folder) {
      Snapshots before = new Snapshots(folder, networks, total);
      return Averages.none(averaging, classifier, total, before, Optional.empty());
    }
  }

  /**
   * Networks drawn from a normal distribution around the mean, which the classifier itself ends
   * with.
   *
   * @param rank networks whose deviations from the mean span half of the covariance, the last ones;
   *     0 for the variance of each weight alone
   * @param scale factor of the distribution's covariance; 1 for SWAG itself
   * @param networks how many are drawn; 1 for the mean alone
   */
  record Draws(Averaging averaging, int rank, double scale, int networks) implements Outcome {
    public Draws {
      requireCount(networks);
      Range.require(
          rank == 0 || (rank >= 2 && rank <= MOST),
          "averaging.rank must be 0 or at least 2 and at most " + MOST + ", got " + rank);
      Range.checkPositive("averaging.scale", scale);
    }

    @Override
    public int files() {
      return networks > 1 ? networks : 0;
    }

    @Override
    public Gathering begin(Classifier classifier, int total, Path folder) {
      averaging.requireSeveral(total);
      int taken = averaging.taken(total, total);
      Optional<GaussianDraws> draws =
          networks == 1
              ? Optional.empty()
              : Optional.of(new GaussianDraws(folder, networks, taken, rank, scale));
      return Averages.none(averaging, classifier, total, new Snapshots(null, 1, total), draws);
    }
  }

  private static void requireCount(int networks) {
    Range.check("snapshots", networks, 1, MOST);
  }
}
