package org.lrs.refine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lrs.data.Augmentation;
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
 *
 * @param data training images
 * @param batchSize images of a batch
 * @param batches how many; at most an epoch is used
 * @param augmentation as in training
 * @param rng of order and augmentation, the same for every network
 */
record BatchStatistics(
    ImageDataset data, int batchSize, int batches, Augmentation augmentation, Rng rng) {

  /** Overwrites the statistics of a classifier. */
  void estimate(Classifier classifier) {
    int[] order = rng.split("order").permutation(data.size());
    int count = Math.min(batches, data.size() / batchSize);
    for (int batch = 0; batch < count; batch++) {
      int[] chosen = Arrays.copyOfRange(order, batch * batchSize, (batch + 1) * batchSize);
      Network network = weighing(classifier.network(), 1.0 / (batch + 1));
      try (Scope scope = Scope.open()) {
        ImageBatch images =
            ImageBatch.augmented(data, chosen, augmentation, rng.split("augmentation"));
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
