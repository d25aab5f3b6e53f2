package org.lrs.attack;

import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/** What an attack raises, per image. */
@FunctionalInterface
public interface AttackLoss {
  /** Cross-entropy. */
  AttackLoss CROSS_ENTROPY = NeuralOps::crossEntropyPerSample;

  /**
   * Loss of each image.
   *
   * @param logits [N, classes]
   * @param labels [N], integers
   * @return [N]
   */
  Tensor perSample(Tensor logits, Tensor labels);
}
