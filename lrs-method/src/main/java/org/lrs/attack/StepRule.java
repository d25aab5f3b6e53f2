package org.lrs.attack;

import org.lrs.tensor.Tensor;

/** How a direction moves the images; the ball projects what comes out. */
public interface StepRule {
  /** x + α · steepest(m): for L∞ the sign, for L2 the unit direction. */
  StepRule STEEPEST =
      run ->
          (images, direction) ->
              images.addScaled(run.ball().steepest(direction), run.steps().size());

  /** Starts a run on one batch. */
  Kernel begin(AttackRun run);

  /** The rule at work on one batch. */
  @FunctionalInterface
  interface Kernel {
    /**
     * The next images, before projection.
     *
     * @param images [N, C, H, W]
     * @param direction result of the update rule, of the same shape
     */
    Tensor next(Tensor images, Tensor direction);
  }
}
