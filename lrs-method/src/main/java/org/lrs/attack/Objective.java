package org.lrs.attack;

import java.util.List;
import java.util.function.Function;

/** What an attack raises. */
public interface Objective {
  /**
   * Starts a run on one batch, with a surrogate that may be one member of several.
   *
   * @return the objective's gradient, by one forward and one reverse pass
   */
  GradientEstimator.Kernel begin(AttackRun run);

  /** Gradient evaluations that {@link #begin} makes, per image. */
  default long evaluationsToBegin() {
    return 0;
  }

  /** The mean of an objective over the members of a surrogate, each with its own state. */
  static GradientEstimator.Kernel perMember(
      AttackRun run, Function<AttackRun, GradientEstimator.Kernel> each) {
    List<GradientEstimator.Kernel> kernels = run.onMembers(each);
    return (images, draws) ->
        Means.of(kernels.size(), images, k -> kernels.get(k).at(images, draws));
  }
}
