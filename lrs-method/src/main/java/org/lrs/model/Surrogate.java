package org.lrs.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The white-box view of a classifier that attacks use: logits, gradients and features, in
 * evaluation mode. It cannot change the classifier.
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

  /**
   * A run that can be reversed and whose features at a layer are kept.
   *
   * @param layer one of {@link #layers}
   * @throws IllegalArgumentException naming the nearest layer, if there is none of that name
   */
  FeaturePass forward(Tensor images, String layer, Draws draws);

  /**
   * A run that can be reversed from several layers and the logits together.
   *
   * @param layers names out of {@link #layers}
   * @throws IllegalArgumentException naming the nearest layer, if there is none of that name
   */
  LayersPass forward(Tensor images, List<String> layers, Draws draws);

  /** Names of the layers whose features can be asked for, in running order. */
  List<String> layers();

  /** Those of the {@link #layers} that every path to the logits passes. */
  List<String> trunk();

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
   * @return [N, C, H, W]
   */
  default Tensor inputGradient(Tensor images, UnaryOperator<Tensor> lossOfLogits, Draws draws) {
    try (Scope scope = Scope.open()) {
      Pass pass = forward(images, draws);
      return scope.release(pass.inputGradient(atLogits(pass.logits(), lossOfLogits)));
    }
  }

  /** {@link #inputGradient(Tensor, UnaryOperator, Draws)} of a surrogate that draws nothing. */
  default Tensor inputGradient(Tensor images, UnaryOperator<Tensor> lossOfLogits) {
    return inputGradient(images, lossOfLogits, Draws.none());
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

  /** A run whose features at one layer are kept. It can be reversed once, either way. */
  interface FeaturePass {
    /** [N, classes]. */
    Tensor logits();

    /** Output of the layer, [N, ...]. */
    Tensor features();

    /**
     * Gradient with respect to the images of something computed from the features.
     *
     * @param atFeatures gradient with respect to the features
     * @return [N, C, H, W]
     */
    Tensor inputGradient(Tensor atFeatures);

    /**
     * Gradient with respect to the features.
     *
     * @param atLogits gradient with respect to the logits, [N, classes]
     * @return of the features' shape
     */
    Tensor featureGradient(Tensor atLogits);
  }

  /** A run whose features at several layers are kept. It can be reversed once. */
  interface LayersPass {
    /** [N, classes]. */
    Tensor logits();

    /** Outputs of the layers, in the order in which they were asked for. */
    List<Tensor> outputs();

    /**
     * Gradient with respect to the images of something computed from features and logits.
     *
     * @param atLogits gradient with respect to the logits, [N, classes]
     * @param atOutputs gradients with respect to the {@link #outputs}
     * @return [N, C, H, W]
     */
    Tensor inputGradient(Tensor atLogits, List<Tensor> atOutputs);
  }
}
