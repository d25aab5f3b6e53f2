package org.lrs.threat;

import java.util.Locale;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** The set of perturbations that an attack may use, around each clean image. */
public sealed interface Ball permits LinfBall, L2Ball {
  /** Radius in pixel units. */
  double radius();

  /**
   * The nearest allowed images: inside the ball around {@code clean}, inside [0, 1].
   *
   * @param images [N, C, H, W]
   * @param clean [N, C, H, W]
   */
  Tensor project(Tensor images, Tensor clean);

  /** The unit step along which a linear loss with this gradient rises fastest, per image. */
  Tensor steepest(Tensor gradient);

  /** One uniform draw from the ball around zero, for one image, in row-major order. */
  float[] sample(int elements, Rng rng);

  /**
   * The 8-bit images next to the given ones that lie inside the ball: rounds values to multiples of
   * 1/255 without leaving the ball around clean 8-bit images. No image sees its neighbours.
   *
   * @return [N, C, H, W], integers 0..255 as floats
   */
  Tensor quantize(Tensor images, Tensor clean);

  /** Whether an image that moved so far is inside the ball. Exact for whole grey levels. */
  boolean holds(GreyChange change);

  /** The name of the norm: {@code linf} or {@code l2}. */
  default String norm() {
    return this instanceof LinfBall ? "linf" : "l2";
  }

  /** A ball by the name of its norm: {@code linf} or {@code l2}. */
  static Ball of(String norm, double radius) {
    return switch (norm.toLowerCase(Locale.ROOT)) {
      case "linf" -> new LinfBall(radius);
      case "l2" -> new L2Ball(radius);
      default ->
          throw new IllegalArgumentException("norm must be 'linf' or 'l2', got '" + norm + "'");
    };
  }
}
