package org.lrs.attack;

import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Clean images that an attack may mix into others: the whole set under attack, so that partners do
 * not depend on the batch.
 */
public final class ImagePool {
  private static final int TRIES = 100;

  private final Images images;
  private final int[] labels;

  /** A pool of the images of a data set. */
  public ImagePool(ImageDataset dataset) {
    images = dataset.images();
    labels = dataset.labels();
  }

  /**
   * A random image of another class, redrawn until its label differs; any image, where a hundred
   * draws find no other class.
   *
   * @param label class to avoid
   * @return [1, C, H, W], in [0, 1]
   */
  public Tensor partner(long label, Rng rng) {
    int chosen = rng.nextInt(labels.length);
    for (int i = 0; i < TRIES && labels[chosen] == label; i++) {
      chosen = rng.nextInt(labels.length);
    }
    return images.select(new int[] {chosen}).toTensor();
  }
}
