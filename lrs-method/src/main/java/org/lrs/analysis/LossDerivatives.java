package org.lrs.analysis;

import org.lrs.model.Classifier;
import org.lrs.nn.Mode;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;
import org.lrs.threat.L2Ball;

/**
 * Exact first and second derivatives, by autograd, of each image's cross-entropy with respect to
 * the image in pixel units, in evaluation mode.
 *
 * <p>The loss is summed over the batch, so its Hessian has one block per image and no image sees
 * its neighbours. The graph lives in the scope that was open when this was made.
 */
final class LossDerivatives {
  private final Tensor leaf;
  private final Tensor gradient;

  /**
   * Prepares the derivatives at a batch.
   *
   * @param images [N, C, H, W] in [0, 1], of the classifier's element type
   * @param labels [N], integers
   */
  LossDerivatives(Classifier classifier, Tensor images, Tensor labels) {
    leaf = images.leaf();
    Tensor losses = NeuralOps.crossEntropyPerSample(classifier.logits(leaf, Mode.EVALUATE), labels);
    gradient = Autograd.differentiableGradient(losses.sum(), leaf);
  }

  /** ∇ₓℓ, [N, C, H, W], a constant. */
  Tensor gradient() {
    return gradient.detach();
  }

  /**
   * H v: the derivative of ∇ₓℓ · v with v held constant (Pearlmutter 1994).
   *
   * @param direction v, [N, C, H, W]
   * @return [N, C, H, W], a constant
   */
  Tensor hessianTimes(Tensor direction) {
    return Autograd.gradientKeepingGraph(gradient.multiply(direction.detach()).sum(), leaf);
  }

  /** Each image's vector divided by its L2 norm; zero where it is zero. */
  static Tensor unit(Tensor vectors) {
    return new L2Ball(1).steepest(vectors);
  }
}
