package org.lrs.lipschitz;

import org.lrs.model.Surrogate;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Norm of the cross-entropy's gradient with respect to the image. */
public final class InputGradient {
  private InputGradient() {}

  /**
   * ‖∇ₓℓ(x, y)‖₂ at each image, in pixel space.
   *
   * @param images [N, C, H, W] in [0, 1]
   * @param labels [N], integers
   * @return [N]
   */
  public static Tensor norms(Surrogate surrogate, Tensor images, Tensor labels) {
    try (Scope scope = Scope.open()) {
      Tensor gradient =
          surrogate.inputGradient(
              images, logits -> NeuralOps.crossEntropyPerSample(logits, labels));
      return scope.release(gradient.normPerSample());
    }
  }
}
