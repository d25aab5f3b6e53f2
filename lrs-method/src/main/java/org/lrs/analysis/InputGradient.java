package org.lrs.analysis;

import org.lrs.model.Surrogate;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** The cross-entropy's gradient with respect to the image, in pixel space. */
public final class InputGradient {
  private InputGradient() {}

  /**
   * ∇ₓℓ(x, y) at each image.
   *
   * @param images [N, C, H, W] in [0, 1]
   * @param labels [N], integers
   * @return [N, C, H, W]
   */
  public static Tensor at(Surrogate surrogate, Tensor images, Tensor labels) {
    return surrogate.inputGradient(
        images, logits -> NeuralOps.crossEntropyPerSample(logits, labels));
  }

  /**
   * ‖∇ₓℓ(x, y)‖₂ at each image.
   *
   * @param images [N, C, H, W] in [0, 1]
   * @param labels [N], integers
   * @return [N]
   */
  public static Tensor norms(Surrogate surrogate, Tensor images, Tensor labels) {
    try (Scope scope = Scope.open()) {
      return scope.release(at(surrogate, images, labels).normPerSample());
    }
  }
}
