package org.lrs.data;

import java.util.Arrays;
import java.util.stream.IntStream;
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
    int[] indices = IntStream.range(from, to).toArray();
    return assemble(dataset, indices, dataset.images().slice(from, to).pixels());
  }

  /**
   * Images by index, each changed by an augmentation keyed by its id.
   *
   * @param rng stream of the epoch
   */
  public static ImageBatch augmented(
      ImageDataset dataset, int[] indices, Augmentation augmentation, Rng rng) {
    Images images = dataset.images();
    byte[] pixels = new byte[indices.length * images.size()];
    long[] ids = dataset.ids();
    for (int i = 0; i < indices.length; i++) {
      Rng own = rng.forSample(ids[indices[i]]);
      augmentation.apply(images, indices[i], pixels, i * images.size(), own);
    }
    return assemble(dataset, indices, pixels);
  }

  private static ImageBatch assemble(ImageDataset dataset, int[] indices, byte[] pixels) {
    Images images = dataset.images();
    // Each call copies the whole array: once, not once per image.
    int[] allLabels = dataset.labels();
    long[] allIds = dataset.ids();
    long[] labels = Arrays.stream(indices).mapToLong(i -> allLabels[i]).toArray();
    long[] ids = Arrays.stream(indices).mapToLong(i -> allIds[i]).toArray();
    Tensor bytes =
        Tensor.ofBytes(
            pixels, 0, indices.length, images.channels(), images.height(), images.width());
    return new ImageBatch(
        bytes.to(Kind.FLOAT32).divide(255), Tensor.of(labels, labels.length), ids);
  }
}
