package org.lrs.threat;

import java.util.Locale;
import org.lrs.tensor.Draws;
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

  /** Images drawn uniformly from the ball around clean ones, each by its own stream. */
  default Tensor start(Tensor clean, Draws draws) {
    int size = Math.toIntExact(clean.elements() / clean.size(0));
    float[] noise = new float[size * draws.images()];
    for (int i = 0; i < draws.images(); i++) {
      System.arraycopy(sample(size, draws.image(i)), 0, noise, i * size, size);
    }
    return project(clean.add(Tensor.of(noise, clean.shape())), clean);
  }

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
  String norm();

  /** The sign of the norm for readers: {@code L∞} or {@code L2}. */
  String title();

  /** Of two lengths of a perturbation, the largest change and the Euclidean one, its own. */
  double length(double linf, double l2);

  /** How far an image moved in the ball's norm, in grey levels. */
  default double length(GreyChange change) {
    return length(change.largest(), Math.sqrt(change.squares()));
  }

  /** One sentence about an image that moved too far, in grey levels. */
  String tooFar(GreyChange change);

  /**
   * Refuses sizes of a step that make no sense in this ball; lengths that sum over pixels may be
   * any.
   */
  default void checkStep(double size) {}

  /**
   * What a step of one grey level of one value takes of the room in the ball.
   *
   * @param longer what it adds to the squared length, in squared grey levels
   */
  default double price(double longer) {
    return 1;
  }

  /** The part of a perturbation that the ball cuts off, of its shape [N, C, H, W]. */
  Tensor outside(Tensor perturbation);

  /**
   * The gradient in the length of one step of size 1: mean absolute value 1 where the ball limits
   * values, length 1 where it limits lengths. Zero stays zero.
   */
  default Tensor unit(Tensor gradient) {
    return steepest(gradient);
  }

  /**
   * Uniform noise for each image: each value in ±radius where the ball limits values, and scaled so
   * that its root mean square length is the radius where the ball limits lengths.
   *
   * @param images [N, C, H, W]: the noise's shape
   * @param radius in pixel units
   */
  Tensor noise(Tensor images, double radius, Draws draws);

  /**
   * Normal noise for each image: with this deviation where the ball limits values, and of this root
   * mean square length where it limits lengths.
   */
  Tensor gaussian(Tensor images, double radius, Draws draws);

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
