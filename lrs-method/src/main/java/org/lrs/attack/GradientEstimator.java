package org.lrs.attack;

import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** How the gradient that leads an attack is found from gradients at several places. */
public interface GradientEstimator {
  /** The gradient at the images themselves. */
  GradientEstimator HERE = (run, inner) -> inner;

  /**
   * Starts a run on one batch.
   *
   * @param inner gives the gradient at a place, through transforms and all surrogates
   */
  Kernel begin(AttackRun run, Kernel inner);

  /**
   * How often {@code inner} was evaluated after some of the steps.
   *
   * @param done steps that are done
   * @param steps all steps
   */
  default long evaluations(int done, int steps) {
    return done;
  }

  /** The estimator at work on one batch. */
  @FunctionalInterface
  interface Kernel {
    /**
     * Gradient at images.
     *
     * @param images [N, C, H, W]
     * @param draws keyed by image and step
     * @return [N, C, H, W], in the caller's scope
     */
    Tensor at(Tensor images, Draws draws);

    /** The gradient, without anything else that it took to find it. */
    default Tensor alone(Tensor images, Draws draws) {
      try (Scope scope = Scope.open()) {
        return scope.release(at(images, draws));
      }
    }
  }
}
