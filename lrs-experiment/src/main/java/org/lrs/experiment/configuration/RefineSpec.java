package org.lrs.experiment.configuration;

import java.util.stream.Collectors;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;

/**
 * How a surrogate is refined.
 *
 * @param method names of the refinements put together, such as {@code lrs-f} or {@code lrs-f + swa}
 * @param preset settings it started from: {@code stable}, {@code basic}, {@code published}, or a
 *     program's {@code own}
 * @param training the preset with refinements and the spec's own values
 */
public record RefineSpec(String method, String preset, Training training) {

  /** The same refinement, giving so many networks. */
  public RefineSpec keeping(int count) {
    return new RefineSpec(method, preset, training.networks(count));
  }

  /**
   * The same refinement of so many steps, over as many epochs as they take.
   *
   * @param images number of training images
   */
  public RefineSpec lasting(int steps, int images) {
    int perEpoch = training.maxSteps(0).epochs(1).settings().totalSteps(images);
    int epochs = Math.max(1, (int) Math.ceil(steps / (double) perEpoch));
    return new RefineSpec(method, preset, training.epochs(epochs).maxSteps(steps));
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

  /** A training as a program composes it, called after its refinements. */
  public static RefineSpec of(Training training) {
    String method =
        training.refinements().stream().map(Refinement::name).collect(Collectors.joining(" + "));
    return new RefineSpec(method, "own", training);
  }

  /** The stable preset of a refinement. */
  static RefineSpec stable(Refinement refinement) {
    return new RefineSpec(refinement.name(), "stable", Training.stable().with(refinement));
  }
}
