package org.lrs.refine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.model.Classifier;
import org.lrs.nn.BatchNorm;
import org.lrs.nn.Layer;
import org.lrs.nn.Mode;
import org.lrs.nn.Network;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;

/**
 * Statistics of batch normalisation re-estimated: running mean and variance of each channel become
 * the mean of those of the batches.
 */
final class BatchStatistics {
  private BatchStatistics() {}

  /**
   * Overwrites the statistics of a classifier.
   *
   * @param data training images, in batches and augmented as in training
   * @param batches how many; at most an epoch is used
   * @param rng of order and augmentation, the same for every network
   */
  static void estimate(
      Classifier classifier, ImageDataset data, TrainingSettings settings, int batches, Rng rng) {
    int batchSize = settings.batchSize();
    int[] order = rng.split("order").permutation(data.size());
    int count = Math.min(batches, data.size() / batchSize);
    for (int batch = 0; batch < count; batch++) {
      int[] chosen = Arrays.copyOfRange(order, batch * batchSize, (batch + 1) * batchSize);
      Network network = weighing(classifier.network(), 1.0 / (batch + 1));
      try (Scope scope = Scope.open()) {
        ImageBatch images =
            ImageBatch.augmented(data, chosen, settings.augmentation(), rng.split("augmentation"));
        Autograd.withoutGraph(
            () ->
                network.forward(
                    classifier.normalization().apply(images.images()),
                    classifier.parameters(),
                    Mode.TRAIN));
      }
    }
  }

  /** The network whose running statistics move by that share: 1/n in the n-th batch is a mean. */
  private static Network weighing(Network network, double share) {
    Map<Integer, Layer> changed = new HashMap<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      if (network.nodes().get(i).layer() instanceof BatchNorm norm) {
        changed.put(i, new BatchNorm(norm.channels(), share, norm.epsilon()));
      }
    }
    return network.replacing(changed);
  }
}
