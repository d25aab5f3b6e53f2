package org.lrs.attack;

import java.util.function.BinaryOperator;
import org.lrs.tensor.Tensor;

/** How a direction moves the images; the ball projects what comes out. */
public interface StepRule {
  /** x + α · steepest(m): for L∞ the sign, for L2 the unit direction. */
  StepRule STEEPEST =
      run ->
          (images, direction) ->
              images.addScaled(run.ball().steepest(direction), run.steps().size());

  /**
   * Starts a run on one batch.
   *
   * @return the next images, before projection, from the current ones and the result of the update
   *     rule, all [N, C, H, W]
   */
  BinaryOperator<Tensor> begin(AttackRun run);
}
