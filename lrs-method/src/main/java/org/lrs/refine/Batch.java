package org.lrs.refine;

import java.util.Arrays;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * The images of one training step.
 *
 * @param images [N, C, H, W] in [0, 1], augmented
 * @param labels [N], integers
 * @param step number of the step in its run, from 0
 * @param firstOfEpoch whether this is an epoch's first batch, which one batch-norm policy depends
 *     on
 * @param draws of this epoch, keyed by image
 */
record Batch(Tensor images, Tensor labels, int step, boolean firstOfEpoch, Draws draws) {

  /**
   * The batch of a step, owned by the caller's scope: order, augmentation and draws depend on seed,
   * epoch and image id alone.
   */
  static Batch of(ImageDataset data, TrainingSettings settings, long seed, Position at) {
    Rng rng = Rng.of(seed).split("training").split(at.epoch());
    int[] order = rng.split("order").permutation(data.size());
    int first = at.batch() * settings.batchSize();
    int[] chosen = Arrays.copyOfRange(order, first, first + settings.batchSize());
    ImageBatch batch =
        ImageBatch.augmented(data, chosen, settings.augmentation(), rng.split("augmentation"));
    return new Batch(
        batch.images(),
        batch.labels(),
        at.step(),
        at.batch() == 0,
        Draws.of(rng.split("terms"), batch.ids()));
  }
}
