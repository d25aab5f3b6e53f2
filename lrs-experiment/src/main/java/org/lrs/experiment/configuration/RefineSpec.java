package org.lrs.experiment.configuration;

import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * How a surrogate is refined.
 *
 * @param method names of the refinements put together, such as {@code lrs-f} or {@code lrs-f + swa}
 * @param preset settings it started from: {@code stable} or {@code published}
 * @param training the preset with refinements and the spec's own values
 */
public record RefineSpec(String method, String preset, Training training) {

  /** The same refinement, giving so many networks. */
  public RefineSpec keeping(int count) {
    return new RefineSpec(method, preset, training.networks(count));
  }

  /**
   * Networks it gives: at equally spaced steps, the last being the result, or drawn around the
   * result; 1 for the result alone.
   */
  public int snapshots() {
    return training.outcome().networks();
  }

  /** Files of networks beside the result. */
  public int files() {
    return training.outcome().files();
  }

  /** The stable preset of a refinement. */
  static RefineSpec stable(Refinement refinement) {
    return new RefineSpec(refinement.name(), "stable", Training.stable().with(refinement));
  }
}
