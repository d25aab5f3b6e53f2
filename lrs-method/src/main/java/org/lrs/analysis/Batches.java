package org.lrs.analysis;

import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Goes through images a few at a time. */
final class Batches {
  /** Images at a time: the graph of a second derivative holds every activation several times. */
  private static final int SIZE = 16;

  private Batches() {}

  /** Gives each batch, in a scope of its own, to the work. */
  static void forEach(ImageDataset images, DoubleConsumer progress, Consumer<ImageBatch> work) {
    for (int from = 0; from < images.size(); from += SIZE) {
      int to = Math.min(from + SIZE, images.size());
      try (Scope scope = Scope.open()) {
        work.accept(ImageBatch.range(images, from, to));
      }
      progress.accept((double) to / images.size());
    }
  }

  /**
   * One value of each image.
   *
   * @param values of a batch, [N]
   */
  static PerImage perImage(
      ImageDataset images, DoubleConsumer progress, Function<ImageBatch, Tensor> values) {
    double[] all = new double[images.size()];
    int[] next = {0};
    forEach(
        images,
        progress,
        batch -> {
          for (double value : values.apply(batch).toDoubleArray()) {
            all[next[0]++] = value;
          }
        });
    return PerImage.of(all);
  }
}
