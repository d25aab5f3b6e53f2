package org.lrs.attack;

import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;

/** Where an attack starts. */
@FunctionalInterface
public interface Start {
  /** At the clean images. */
  Start CLEAN = (input, ball) -> input.clean();

  /** Uniformly in the ball, drawn per image id. */
  Start IN_BALL = (input, ball) -> ball.start(input.clean(), input.draws().split("random-start"));

  /**
   * The first adversarial images.
   *
   * @return [N, C, H, W], inside the ball and [0, 1]
   */
  Tensor images(AttackInput input, Ball ball);
}
