package org.lrs.refine;

import java.util.Arrays;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;

/** The batches of a run: order, augmentation and draws depend on seed, epoch and image id alone. */
final class Batches {
  private final ImageDataset data;
  private final TrainingSettings settings;
  private final long seed;
  private int epoch = -1;
  private int[] order;

  Batches(ImageDataset data, TrainingSettings settings, long seed) {
    this.data = data;
    this.settings = settings;
    this.seed = seed;
  }

  /** Number of whole batches. */
  int perEpoch() {
    return data.size() / settings.batchSize();
  }

  /** The batch of a step, owned by the caller's scope. */
  Batch at(Position at) {
    Rng rng = Rng.of(seed).split("training").split(at.epoch());
    if (epoch != at.epoch()) {
      epoch = at.epoch();
      order = rng.split("order").permutation(data.size());
    }
    int first = at.batch() * settings.batchSize();
    ImageBatch images =
        ImageBatch.augmented(
            data,
            Arrays.copyOfRange(order, first, first + settings.batchSize()),
            settings.augmentation(),
            rng.split("augmentation"));
    return new Batch(
        images.images(),
        images.labels(),
        at.step(),
        at.batch() == 0,
        Draws.of(rng.split("terms"), images.ids()));
  }
}
