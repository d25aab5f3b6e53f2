package org.lrs.attack;

import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;

/** Where an attack starts. */
public enum RandomStart {
  /** At the clean images. */
  NONE {
    @Override
    Tensor start(AttackInput input, Ball ball) {
      return input.clean();
    }
  },
  /** Uniformly in the ball, drawn per image id. */
  IN_BALL {
    @Override
    Tensor start(AttackInput input, Ball ball) {
      int size = input.elementsPerImage();
      float[] noise = new float[size * input.ids().length];
      for (int i = 0; i < input.ids().length; i++) {
        float[] one =
            ball.sample(size, input.rng().split("random-start").forSample(input.ids()[i]));
        System.arraycopy(one, 0, noise, i * size, size);
      }
      Tensor start = Tensor.of(noise, input.clean().shape().toArray());
      return ball.project(input.clean().add(start), input.clean());
    }
  };

  abstract Tensor start(AttackInput input, Ball ball);
}
