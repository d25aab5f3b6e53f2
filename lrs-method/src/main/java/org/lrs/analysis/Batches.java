package org.lrs.analysis;

import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Goes through images a few at a time. */
final class Batches {
  /** Images at a time: the graph of a second derivative holds every activation several times. */
  private static final int SIZE = 16;

  private Batches() {}

  /** Gives each batch, in a scope of its own, to the work, with the number of its first image. */
  static void forEach(
      ImageDataset images, DoubleConsumer progress, ObjIntConsumer<ImageBatch> work) {
    for (int from = 0; from < images.size(); from += SIZE) {
      int to = Math.min(from + SIZE, images.size());
      try (Scope scope = Scope.open()) {
        work.accept(ImageBatch.range(images, from, to), from);
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
    forEach(images, progress, (batch, from) -> put(values.apply(batch), all, from));
    return PerImage.of(all);
  }

  /** Copies the values of a batch, [N], to their images' places. */
  static void put(Tensor values, double[] all, int from) {
    double[] some = values.toDoubleArray();
    System.arraycopy(some, 0, all, from, some.length);
  }

  /** Standard normal values of the images' shape, keyed by image: no batch changes them. */
  static Tensor gaussian(ImageBatch batch, Rng rng) {
    Tensor images = batch.images();
    return Draws.of(rng, batch.ids()).gaussian(images.size(1), images.size(2), images.size(3));
  }
}
