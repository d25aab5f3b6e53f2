package org.lrs.data;

import org.lrs.tensor.Kind;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Some images of a data set as tensors.
 *
 * @param images [N, C, H, W], values in [0, 1]
 * @param labels [N], integers
 * @param ids stable ids of the images
 */
public record ImageBatch(Tensor images, Tensor labels, long[] ids) {

  /** Images {@code from} (inclusive) to {@code to} (exclusive), in the caller's scope. */
  public static ImageBatch range(ImageDataset dataset, int from, int to) {
    Images images = dataset.images();
    int size = images.channels() * images.height() * images.width();
    return assemble(dataset, indices(from, to), images.pixels(), from * size);
  }

  /**
   * Images by index, each changed by an augmentation keyed by its id.
   *
   * @param rng stream of the epoch
   */
  public static ImageBatch augmented(
      ImageDataset dataset, int[] indices, Augmentation augmentation, Rng rng) {
    Images images = dataset.images();
    int size = images.channels() * images.height() * images.width();
    byte[] pixels = new byte[indices.length * size];
    long[] ids = dataset.ids();
    for (int i = 0; i < indices.length; i++) {
      augmentation.apply(
          images.pixels(),
          indices[i] * size,
          pixels,
          i * size,
          images.channels(),
          images.height(),
          images.width(),
          rng.forSample(ids[indices[i]]));
    }
    return assemble(dataset, indices, pixels, 0);
  }

  private static ImageBatch assemble(
      ImageDataset dataset, int[] indices, byte[] pixels, int offset) {
    Images images = dataset.images();
    // Each call copies the whole array: once, not once per image.
    int[] allLabels = dataset.labels();
    long[] allIds = dataset.ids();
    long[] labels = new long[indices.length];
    long[] ids = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      labels[i] = allLabels[indices[i]];
      ids[i] = allIds[indices[i]];
    }
    Tensor bytes =
        Tensor.ofBytes(
            pixels, offset, indices.length, images.channels(), images.height(), images.width());
    return new ImageBatch(
        bytes.to(Kind.FLOAT32).divide(255), Tensor.of(labels, labels.length), ids);
  }

  private static int[] indices(int from, int to) {
    int[] indices = new int[to - from];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = from + i;
    }
    return indices;
  }
}
