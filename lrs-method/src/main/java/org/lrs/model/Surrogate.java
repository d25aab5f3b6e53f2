package org.lrs.model;

import java.util.function.UnaryOperator;
import org.lrs.tensor.Tensor;

/**
 * The white-box view of a classifier that attacks use: logits and input gradients, in evaluation
 * mode. It cannot change the classifier.
 */
public interface Surrogate extends AutoCloseable {
  /**
   * Logits of images [N, C, H, W] in [0, 1].
   *
   * @return [N, classes]
   */
  Tensor logits(Tensor images);

  /**
   * Gradient, with respect to the images, of a loss summed over the batch, so that no image sees
   * its neighbours.
   *
   * @param images [N, C, H, W]
   * @param lossOfLogits [N, classes] to the loss of each image, [N]
   * @return [N, C, H, W]
   */
  Tensor inputGradient(Tensor images, UnaryOperator<Tensor> lossOfLogits);

  /** Number of classes. */
  int classes();

  @Override
  void close();
}
