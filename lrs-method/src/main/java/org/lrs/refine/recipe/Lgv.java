package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.refine.Refinement;
import org.lrs.refine.Schedule;
import org.lrs.refine.Training;

/**
 * A trajectory at a high learning rate that leaves the minimum on purpose; networks along it are
 * the surrogate.
 *
 * @param epochs passes over the training images
 * @param learningRate constant along the trajectory
 * @param weightDecay L2 decay of every trained parameter
 * @param clipNorm largest norm of the whole gradient; 0 for no clipping
 * @param accuracyFloor share of the starting accuracy under which a warning is given; low, as the
 *     trajectory loses accuracy
 */
@Published(
    name = "lgv",
    summary = "a trajectory at a high learning rate, whose snapshots are the surrogate",
    paper =
        "Gubri, Cordy, Papadakis, Le Traon, Sen: LGV: Boosting Adversarial Example Transferability"
            + " from Large Geometric Vicinity, ECCV 2022, arXiv 2207.13129",
    at = "section 3",
    formula =
        """
        θ ← θ − rate · v, v the momentum of ∇ mean ℓ, from the trained weights
        surrogate: the networks at equally spaced steps\
        """,
    differences =
        "The paper collects 40 networks, four an epoch, and attacks a random one in each step; here"
            + " the key snapshots sets how many, and an attack fuses them unless it chooses among"
            + " them (longitudinal).")
@AutoService(Refinement.class)
public record Lgv(
    int epochs, double learningRate, double weightDecay, double clipNorm, double accuracyFloor)
    implements Refinement {

  /** The authors' settings. */
  public Lgv() {
    this(10, 0.05, 1e-4, 0, 0.5);
  }

  @Override
  public Training addTo(Training training) {
    return training
        .unaveraged()
        .epochs(epochs)
        .learningRate(learningRate)
        .schedule(Schedule.CONSTANT)
        .weightDecay(weightDecay)
        .clipNorm(clipNorm)
        .accuracyFloor(accuracyFloor)
        .temperature(1);
  }
}
