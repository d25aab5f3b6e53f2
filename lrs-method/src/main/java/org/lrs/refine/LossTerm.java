package org.lrs.refine;

import org.lrs.tensor.Tensor;

/** One more term of the training loss, beside the cross-entropy and the Lipschitz penalties. */
interface LossTerm {
  /**
   * The term of one batch, times its weight.
   *
   * @return scalar with history to the parameters, owned by the caller's scope
   */
  Tensor of(TrainingBatch batch);

  /**
   * Arithmetic of the term in forward passes over the batch, where the reverse of a pass counts as
   * much for each of inputs and parameters. For estimates of time alone.
   */
  double passes();
}
