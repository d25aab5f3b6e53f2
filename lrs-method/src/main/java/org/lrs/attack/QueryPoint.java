package org.lrs.attack;

import org.lrs.tensor.Tensor;

/** Where the gradient of a step is taken. */
@FunctionalInterface
public interface QueryPoint {
  /** At the current images. */
  QueryPoint CURRENT = (images, direction, stepSize) -> images;

  /**
   * The images to query.
   *
   * @param images current adversarial images
   * @param direction the update rule's last result; null before the first step
   * @param stepSize α
   */
  Tensor of(Tensor images, Tensor direction, double stepSize);

  /**
   * Nesterov's look-ahead: x + α·μ·m (NI-FGSM).
   *
   * @param momentumDecay μ
   */
  record LookAhead(double momentumDecay) implements QueryPoint {
    @Override
    public Tensor of(Tensor images, Tensor direction, double stepSize) {
      return direction == null ? images : images.addScaled(direction, stepSize * momentumDecay);
    }
  }
}
