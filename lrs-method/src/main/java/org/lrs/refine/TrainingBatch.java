package org.lrs.refine;

import java.util.Optional;
import org.lrs.lipschitz.LrsSettings;
import org.lrs.model.Classifier;
import org.lrs.nn.Mode;
import org.lrs.nn.Parameters;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * What a {@link LossTerm} sees of one training step.
 *
 * @param classifier under training
 * @param auxiliary its numbers with the second set of batch normalisation, if there is one
 * @param images [N, C, H, W] in [0, 1], augmented
 * @param labels [N], integers
 * @param labelSmoothing share of the label that all classes have in common
 * @param lrs settings of this step: whether it has a clean pass, and the batch-norm policy
 * @param warmUp factor of the weights of penalties, in (0, 1]
 * @param firstOfEpoch whether this is an epoch's first batch
 * @param draws of this epoch, keyed by image
 */
record TrainingBatch(
    Classifier classifier,
    Parameters auxiliary,
    Tensor images,
    Tensor labels,
    Optional<Double> labelSmoothing,
    LrsSettings lrs,
    double warmUp,
    boolean firstOfEpoch,
    Draws draws) {

  /** Statistics of a pass beside the clean one. */
  Mode furtherPass() {
    return lrs.batchNorm().furtherPass();
  }

  /**
   * Statistics of a pass beside the clean one that learns the labels. Where the step has no clean
   * pass, it takes its place, so that running statistics follow the network.
   */
  Mode labelledPass() {
    return lrs.hasCleanPass() ? furtherPass() : cleanPass();
  }

  /** Statistics of the clean pass, or of the pass that is to its parameters what that one is. */
  Mode cleanPass() {
    return lrs.batchNorm().cleanPass(firstOfEpoch);
  }

  /**
   * Cross-entropy of other images with the same labels.
   *
   * @param others [N, C, H, W] in [0, 1]
   * @param numbers of the classifier, or {@link #auxiliary}
   * @return [N], with history to the parameters
   */
  Tensor crossEntropy(Tensor others, Parameters numbers, Mode mode) {
    return crossEntropyOf(classifier.logits(others, numbers, mode));
  }

  /** Cross-entropy of logits, [N, classes] to [N]. */
  Tensor crossEntropyOf(Tensor logits) {
    return NeuralOps.crossEntropyPerSample(logits, labels, labelSmoothing.orElse(0.0));
  }
}
