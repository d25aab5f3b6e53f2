package org.lrs.attack;

import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Clean images that an attack may mix into others: the whole set under attack, so that partners do
 * not depend on the batch.
 */
public record ImagePool(Images images, int[] labels) {
  private static final int TRIES = 100;

  /** A pool of the images of a data set. */
  public ImagePool(ImageDataset dataset) {
    this(dataset.images(), dataset.labels());
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
