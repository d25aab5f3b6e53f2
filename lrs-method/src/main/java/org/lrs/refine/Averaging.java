package org.lrs.refine;

import org.lrs.Range;

/**
 * Which weights along the trajectory are averaged: the last ones, and those after every {@code
 * every} steps before them, back to where a share {@code start} of the run is over.
 *
 * <p>Statistics of batch normalisation are not averaged but re-estimated for the mean, over
 * training images.
 *
 * @param start share of the steps before the first network is taken, in [0, 1)
 * @param every steps from one network that is taken to the next
 * @param batches training batches over which the statistics are estimated; at most an epoch is used
 */
public record Averaging(double start, int every, int batches) {

  /** The last two thirds of a run, five steps apart. */
  static final Averaging STABLE = new Averaging(0.33, 5, 64);

  public Averaging {
    Range.checkBelow("averaging.start", start, 0, 1);
    Range.checkAtLeast("averaging.every", every, 1);
    Range.checkAtLeast("averaging.batches", batches, 1);
  }

  /** Number of networks taken in the first steps of a run. */
  int taken(int done, int total) {
    int all = (total - (int) (start * total) - 1) / every + 1;
    int left = (total - done + every - 1) / every;
    return Math.max(0, all - left);
  }

  /** Whether a network is taken after so many of all steps. */
  boolean due(int done, int total) {
    return taken(done, total) > taken(done - 1, total);
  }

  /** Refuses a run that takes a single network, around which nothing can be drawn. */
  void requireSeveral(int total) {
    int taken = taken(total, total);
    Range.require(
        taken >= 2,
        "averaging needs at least 2 networks, this run of %s steps gives %s; lower averaging.start or averaging.every"
            .formatted(total, taken));
  }
}
