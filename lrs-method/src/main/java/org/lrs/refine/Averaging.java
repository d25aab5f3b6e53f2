package org.lrs.refine;

import org.lrs.Range;

/**
 * Which weights along the trajectory are averaged: those after every {@code every} steps, once a
 * share {@code start} of the run is over.
 *
 * <p>Statistics of batch normalisation are not averaged but re-estimated for the mean, over
 * training images.
 *
 * @param start share of the steps before the first network is taken, in [0, 1)
 * @param every steps from one network that is taken to the next
 * @param batches training batches over which the statistics are estimated; at most an epoch is used
 */
public record Averaging(double start, int every, int batches) {

  public Averaging {
    Range.checkBelow("averaging.start", start, 0, 1);
    Range.checkAtLeast("averaging.every", every, 1);
    Range.checkAtLeast("averaging.batches", batches, 1);
  }

  /** Number of networks taken in the first steps of a run. */
  int taken(int done, int total) {
    return Math.max(0, done - (int) (start * total)) / every;
  }

  /** Whether a network is taken after so many of all steps. */
  boolean due(int done, int total) {
    return taken(done, total) > taken(done - 1, total);
  }

  /**
   * Refuses runs in which too few networks are taken.
   *
   * @param least how many are needed
   */
  void requireSteps(int total, int least) {
    int taken = taken(total, total);
    Range.require(
        taken >= least,
        "averaging needs at least %s networks, this run of %s steps gives %s; lower averaging.start or averaging.every"
            .formatted(least, total, taken));
  }
}
