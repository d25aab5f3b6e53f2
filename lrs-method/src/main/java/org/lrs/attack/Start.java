package org.lrs.attack;

import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;

/** Where an attack starts. */
@FunctionalInterface
public interface Start {
  /** At the clean images. */
  Start CLEAN = (input, ball) -> input.clean();

  /** Uniformly in the ball, drawn per image id. */
  Start IN_BALL = Start::uniform;

  /**
   * The first adversarial images.
   *
   * @return [N, C, H, W], inside the ball and [0, 1]
   */
  Tensor images(AttackInput input, Ball ball);

  private static Tensor uniform(AttackInput input, Ball ball) {
    int size = input.elementsPerImage();
    float[] noise = new float[size * input.count()];
    for (int i = 0; i < input.count(); i++) {
      float[] one = ball.sample(size, input.rng().split("random-start").forSample(input.id(i)));
      System.arraycopy(one, 0, noise, i * size, size);
    }
    Tensor start = Tensor.of(noise, input.clean().shape());
    return ball.project(input.clean().add(start), input.clean());
  }
}
