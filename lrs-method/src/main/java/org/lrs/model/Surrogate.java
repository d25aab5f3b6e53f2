package org.lrs.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The white-box view of a classifier that attacks use: logits and gradients, in evaluation mode. It
 * cannot change the classifier. Features are what a {@link LayeredSurrogate} has.
 */
public interface Surrogate extends AutoCloseable {
  /**
   * Logits of images [N, C, H, W] in [0, 1].
   *
   * @return [N, classes]
   */
  Tensor logits(Tensor images);

  /**
   * A run that can be reversed.
   *
   * @param images [N, C, H, W]
   * @param draws for surrogates that choose at random, keyed by image and step
   * @return a pass in the caller's scope
   */
  Pass forward(Tensor images, Draws draws);

  /** The surrogates that this one is made of; itself, where it is a single one. */
  default List<Surrogate> members() {
    return List.of(this);
  }

  /** Number of classes. */
  int classes();

  @Override
  void close();

  /**
   * Gradient, with respect to the images, of a loss summed over the batch, so that no image sees
   * its neighbours.
   *
   * @param images [N, C, H, W]
   * @param lossOfLogits [N, classes] to the loss of each image, [N]
   * @param draws none for a surrogate that draws nothing
   * @return [N, C, H, W]
   */
  default Tensor inputGradient(Tensor images, UnaryOperator<Tensor> lossOfLogits, Draws draws) {
    try (Scope scope = Scope.open()) {
      Pass pass = forward(images, draws);
      return scope.release(pass.inputGradient(atLogits(pass.logits(), lossOfLogits)));
    }
  }

  /**
   * Gradient of each image's cross-entropy with respect to the image, in pixel units.
   *
   * @param images [N, C, H, W] in [0, 1]
   * @param labels [N], integers
   * @return [N, C, H, W]
   */
  default Tensor lossGradient(Tensor images, Tensor labels) {
    return inputGradient(
        images, logits -> NeuralOps.crossEntropyPerSample(logits, labels), Draws.none());
  }

  /**
   * Gradient of a summed loss with respect to the logits.
   *
   * @param logits [N, classes]
   * @return [N, classes]
   */
  static Tensor atLogits(Tensor logits, UnaryOperator<Tensor> lossOfLogits) {
    Tensor leaf = logits.leaf();
    return Autograd.withGraph(() -> Autograd.gradient(lossOfLogits.apply(leaf).sum(), leaf));
  }

  /** A run of the network that can be reversed once. */
  interface Pass {
    /** [N, classes]. */
    Tensor logits();

    /**
     * Gradient with respect to the images.
     *
     * @param atLogits gradient with respect to the logits, [N, classes]
     * @return [N, C, H, W]
     */
    Tensor inputGradient(Tensor atLogits);
  }
}
