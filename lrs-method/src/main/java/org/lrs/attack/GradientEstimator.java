package org.lrs.attack;

import java.util.List;
import org.lrs.tensor.Draws;
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

  /** How often {@code inner} is evaluated in so many steps. */
  default long evaluations(int steps) {
    return steps;
  }

  /**
   * How often {@code inner} was evaluated after some of the steps; to be overridden where the first
   * ones depend on how many there are.
   *
   * @param done steps that are done
   * @param steps all steps
   */
  default long evaluations(int done, int steps) {
    return evaluations(done);
  }

  /** The estimator at work on one batch. */
  @FunctionalInterface
  interface Kernel extends AutoCloseable {
    /**
     * Gradient at images.
     *
     * @param images [N, C, H, W]
     * @param draws keyed by image and step
     * @return [N, C, H, W], in the caller's scope
     */
    Tensor at(Tensor images, Draws draws);

    @Override
    default void close() {}

    /** A kernel with what it keeps from step to step, which it frees when it is closed. */
    static Kernel keeping(List<Kept> kept, Kernel kernel) {
      return new Kernel() {
        @Override
        public Tensor at(Tensor images, Draws draws) {
          return kernel.at(images, draws);
        }

        @Override
        public void close() {
          kept.forEach(Kept::close);
        }
      };
    }
  }
}
