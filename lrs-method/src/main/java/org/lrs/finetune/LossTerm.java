package org.lrs.finetune;

import org.lrs.tensor.Tensor;

/** One more term of the training loss, beside the cross-entropy and the Lipschitz penalties. */
interface LossTerm {
  /**
   * The term of one batch, times its weight.
   *
   * @return scalar with history to the parameters, owned by the caller's scope
   */
  Tensor of(TrainingBatch batch);
}
