package org.lrs.attack;

import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * A change of the images before the gradient is taken, which goes through it. Several copies of an
 * image are changed on their own, and their gradients averaged.
 */
public interface Transform {
  /**
   * Changed images, computed by differentiable operations.
   *
   * @param images [N, C, H, W]
   * @param draws keyed by image, step and copy
   * @param copy number of the copy, from 0
   * @return [N, C, H, W]
   */
  Tensor apply(AttackRun run, Tensor images, Draws draws, int copy);

  /** Starts a run on one batch: to be overridden by a transform that learns from step to step. */
  default Kernel begin(AttackRun run) {
    return (images, draws, copy) -> apply(run, images, draws, copy);
  }

  /** Changed copies of an image, each of which costs a gradient. */
  default int copies() {
    return 1;
  }

  /** Gradient evaluations that it makes itself for each copy, to find the change. */
  default int ownEvaluations() {
    return 0;
  }

  /** The transform at work on one batch. */
  @FunctionalInterface
  interface Kernel {
    /** As {@link Transform#apply}. */
    Tensor apply(Tensor images, Draws draws, int copy);
  }
}
