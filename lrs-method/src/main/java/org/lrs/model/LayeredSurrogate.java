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
   * A run that can be reversed from several layers and the logits together.
   *
   * @param layers names out of {@link #layers}
   * @throws IllegalArgumentException naming the nearest layer, if there is none of that name
   */
  LayersPass forward(Tensor images, List<String> layers, Draws draws);

  @Override
  default Pass forward(Tensor images, Draws draws) {
    return forward(images, List.of(), draws);
  }

  /** Names of the layers whose features can be taken, in running order. */
  List<String> layers();

  /** Those of the {@link #layers} that every path to the logits passes. */
  List<String> trunk();

  /** A run whose features at some layers are kept. It can be reversed once, in one of its ways. */
  interface LayersPass extends Pass {
    /** Outputs of the layers, each [N, ...], in the order in which they were requested. */
    List<Tensor> outputs();

    /**
     * Gradient with respect to the images of something computed from features and logits.
     *
     * @param atLogits gradient with respect to the logits, [N, classes]; null for none
     * @param atOutputs gradients with respect to the {@link #outputs}
     * @return [N, C, H, W]
     */
    Tensor inputGradient(Tensor atLogits, List<Tensor> atOutputs);

    /**
     * Gradient with respect to the first of the {@link #outputs}.
     *
     * @param atLogits gradient with respect to the logits, [N, classes]
     * @return of that output's shape
     */
    Tensor outputGradient(Tensor atLogits);
  }
}
