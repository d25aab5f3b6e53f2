package org.lrs.model;

import java.util.List;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/** A surrogate that is a single network and shows its layers: their features and gradients. */
public interface LayeredSurrogate extends Surrogate {
  /**
   * A surrogate that shows its layers.
   *
   * @throws IllegalArgumentException if this one does not
   */
  static LayeredSurrogate of(Surrogate surrogate) {
    if (surrogate instanceof LayeredSurrogate layered) {
      return layered;
    }
    throw new IllegalArgumentException(
        "features at a layer belong to one network, this surrogate is "
            + surrogate.members().size()
            + "; query its members one by one");
  }

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

  /** Names of the layers whose features can be taken, in running order. */
  List<String> layers();

  /** Those of the {@link #layers} that every path to the logits passes. */
  List<String> trunk();

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

    /** Outputs of the layers, in the order in which they were requested. */
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
