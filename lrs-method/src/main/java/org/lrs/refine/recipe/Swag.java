package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.refine.Averaging;
import org.lrs.refine.Outcome;
import org.lrs.refine.Refinement;
import org.lrs.refine.Schedule;
import org.lrs.refine.Training;

/**
 * Networks drawn from a normal distribution around the mean of the weights along the trajectory.
 *
 * @param start share of the steps before the first network is taken, in [0, 1)
 * @param every steps from one network that is taken to the next
 * @param batches training batches over which the statistics of batch normalisation are estimated
 * @param rank networks whose deviations from the mean span the draws, the last ones; at least 2
 */
@Published(
    name = "swag",
    summary = "networks drawn around the mean of the weights along the trajectory",
    paper =
        "Maddox, Garipov, Izmailov, Vetrov, Wilson: A Simple Baseline for Bayesian Uncertainty in"
            + " Deep Learning, NeurIPS 2019, arXiv 1902.02476",
    at = "equation 1, algorithm 1",
    formula =
        """
        θ = m + √(v/2) z + Σₖ dₖ yₖ / √(2 (K − 1)), z and y standard normal
        m and v mean and variance of the weights along the trajectory, d the last K deviations\
        """,
    differences =
        "The paper takes one network an epoch; a refinement is short, so every tenth step is taken."
            + " Without a number of snapshots the result is the mean alone, as swa.")
@AutoService(Refinement.class)
public record Swag(double start, int every, int batches, int rank) implements Refinement {

  /** The last three quarters of a run, ten steps apart, and the published rank. */
  public Swag() {
    this(0.25, 10, 64, 20);
  }

  public Swag {
    Outcome unused = outcome(start, every, batches, rank);
  }

  private static Outcome outcome(double start, int every, int batches, int rank) {
    Range.require(rank >= 2, "averaging.rank must be 0 or at least 2, got " + rank);
    return new Outcome.Draws(new Averaging(start, every, batches), rank, 1, 1);
  }

  @Override
  public Training addTo(Training training) {
    return training.schedule(Schedule.CONSTANT).outcome(outcome(start, every, batches, rank));
  }
}
