package org.lrs.refine;

import org.lrs.Source;

/**
 * Which of the numbers on the way of a run are averaged: those after every {@code every} steps,
 * once a share {@code start} of the run is over. Their mean is the outcome (SWA).
 *
 * <p>Statistics of batch normalisation are not averaged but estimated anew for the mean, over
 * training images.
 *
 * @param start share of the steps before the first network is taken, in [0, 1)
 * @param every steps from one network that is taken to the next
 * @param batches training batches over which the statistics are estimated; at most an epoch is used
 * @param rank networks whose deviations from the mean span the draws of SWAG, the last ones; 0 for
 *     the mean alone
 */
@Source(
    paper =
        "Izmailov, Podoprikhin, Garipov, Vetrov, Wilson: Averaging Weights Leads to Wider Optima and"
            + " Better Generalization, UAI 2018, arXiv 1803.05407",
    at = "algorithm 1")
public record Averaging(double start, int every, int batches, int rank) {

  /** The last three quarters of a run, ten steps apart. */
  public Averaging() {
    this(0.25, 10, 64, 0);
  }

  /** Checks the ranges. */
  public Averaging {
    FineTuneSettings.require(
        start >= 0 && start < 1, "averaging.start must lie in [0, 1), got " + start);
    FineTuneSettings.require(every >= 1, "averaging.every must be at least 1, got " + every);
    FineTuneSettings.require(batches >= 1, "averaging.batches must be at least 1, got " + batches);
    FineTuneSettings.require(
        rank == 0 || rank >= 2, "averaging.rank must be 0 or at least 2, got " + rank);
  }

  /** The same average, with the published number of deviations for draws around it. */
  Averaging withDraws() {
    return new Averaging(start, every, batches, 20);
  }

  /** Number of networks taken in the first steps of a run. */
  int taken(int done, int total) {
    return Math.max(0, done - (int) (start * total)) / every;
  }

  /** Whether a network is taken after so many of all steps. */
  boolean due(int done, int total) {
    return taken(done, total) > taken(done - 1, total);
  }

  /** Refuses runs in which too few networks are taken. */
  void requireSteps(int total) {
    int least = rank == 0 ? 1 : 2;
    if (taken(total, total) < least) {
      throw new IllegalArgumentException(
          "averaging needs at least %d networks, this run of %d steps gives %d; lower averaging.start or averaging.every"
              .formatted(least, total, taken(total, total)));
    }
  }
}
