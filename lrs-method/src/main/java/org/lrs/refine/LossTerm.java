package org.lrs.refine;

import org.lrs.tensor.Tensor;

/** One term of the training loss beside the cross-entropy: a named scalar with its weight. */
public interface LossTerm {
  /**
   * A scalar and its factor in the sum.
   *
   * @param value with history to the parameters, owned by the caller's scope
   * @param weight above 0
   */
  record Weighted(Tensor value, double weight) {}

  /** Name in messages and figures, of which a training has one. */
  String name();

  /** The term of one batch with its weight. */
  Weighted of(Passes passes);

  /**
   * Arithmetic of the term in forward passes over the batch, where the reverse of a pass counts as
   * much for each of inputs and parameters. For estimates of time alone.
   */
  double passes();

  /** Whether the term has a batch normalisation of its own, which ends with the training. */
  default boolean auxiliaryNorms() {
    return false;
  }

  /**
   * Whether the term learns from a witness, a second network whose predictions are known: {@link
   * Passes#witness}.
   */
  default boolean needsWitness() {
    return false;
  }

  /**
   * Whether the term learns the labels, from the first step on, so that the clean images may be
   * left out. The weights of other terms rise from 0 in the first steps.
   */
  default boolean learnsLabels() {
    return false;
  }
}
