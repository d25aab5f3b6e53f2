package org.lrs.finetune;

import java.util.Optional;
import org.lrs.model.Classifier;
import org.lrs.nn.Mode;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * What a {@link LossTerm} sees of one training step.
 *
 * @param classifier under training
 * @param images [N, C, H, W] in [0, 1], augmented
 * @param labels [N], integers
 * @param labelSmoothing share of the label that all classes have in common
 * @param rng stream of this step alone
 */
record TrainingBatch(
    Classifier classifier, Tensor images, Tensor labels, Optional<Double> labelSmoothing, Rng rng) {

  /**
   * Cross-entropy of other images with the same labels.
   *
   * @param others [N, C, H, W] in [0, 1]
   * @return [N], with history to the parameters
   */
  Tensor crossEntropy(Tensor others, Mode mode) {
    return NeuralOps.crossEntropyPerSample(
        classifier.logits(others, mode), labels, labelSmoothing.orElse(0.0));
  }
}
