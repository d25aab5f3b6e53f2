package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.refine.Averaging;
import org.lrs.refine.Outcome;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * The mean of the weights along the trajectory.
 *
 * @param start share of the steps before the first network is taken, in [0, 1)
 * @param every steps from one network that is taken to the next
 * @param batches training batches over which the statistics of batch normalisation are estimated
 */
@Published(
    name = "swa",
    summary = "the mean of the weights along the trajectory",
    paper =
        "Izmailov, Podoprikhin, Garipov, Vetrov, Wilson: Averaging Weights Leads to Wider Optima and"
            + " Better Generalization, UAI 2018, arXiv 1803.05407",
    at = "algorithm 1",
    formula = "θ = (1/n) Σₖ θₖ, θₖ the weights after every so many steps, once a share is over",
    differences =
        "The paper takes one network an epoch, in hundreds of epochs; a refinement is short, so"
            + " every tenth step is taken.")
@AutoService(Refinement.class)
public record Swa(double start, int every, int batches) implements Refinement {

  /** The last three quarters of a run, ten steps apart. */
  public Swa() {
    this(0.25, 10, 64);
  }

  public Swa {
    Averaging unused = new Averaging(start, every, batches);
  }

  @Override
  public Training addTo(Training training) {
    return training.outcome(new Outcome.Mean(new Averaging(start, every, batches), 1));
  }
}
