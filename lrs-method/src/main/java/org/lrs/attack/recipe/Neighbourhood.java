package org.lrs.attack.recipe;

import org.lrs.attack.NormalizeL1;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;
import org.lrs.threat.L2Ball;

/** Places around an image at distances that suit the ball. */
final class Neighbourhood {
  private Neighbourhood() {}

  /**
   * Uniform noise for each image: each value in ±radius where the ball limits values, and scaled so
   * that its root mean square length is the radius where the ball limits lengths.
   *
   * @param images [N, C, H, W]: the noise's shape
   * @param radius in pixel units
   */
  static Tensor noise(Tensor images, Ball ball, double radius, Draws draws) {
    long[] shape = images.shape().toArray();
    double side = radius;
    if (ball instanceof L2Ball) {
      // A uniform value in ±a has mean square a²/3.
      side = radius * Math.sqrt(3.0 / (shape[1] * shape[2] * shape[3]));
    }
    return draws.uniform(-side, side, shape[1], shape[2], shape[3]);
  }

  /**
   * Normal noise for each image: with this deviation where the ball limits values, and of this root
   * mean square length where it limits lengths.
   */
  static Tensor gaussian(Tensor images, Ball ball, double radius, Draws draws) {
    long[] shape = images.shape().toArray();
    double values = ball instanceof L2Ball ? Math.sqrt(shape[1] * shape[2] * shape[3]) : 1;
    return draws.gaussian(shape[1], shape[2], shape[3]).multiply(radius / values);
  }

  /**
   * The gradient in the length of one step of size 1: mean absolute value 1 where the ball limits
   * values, length 1 where it limits lengths.
   */
  static Tensor direction(Tensor gradient, Ball ball) {
    return ball instanceof L2Ball ? ball.steepest(gradient) : NormalizeL1.of(gradient);
  }
}
