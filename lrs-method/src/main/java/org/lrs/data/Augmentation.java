package org.lrs.data;

import org.lrs.Range;
import org.lrs.tensor.Rng;

/**
 * Random changes of training images: a crop out of the zero-padded image, and a mirror image.
 *
 * @param cropPadding zero pixels added on each side before the crop; 0 leaves it out
 * @param flip whether half of the images are mirrored
 */
public record Augmentation(int cropPadding, boolean flip) {
  private static final int MOST_PADDING = 1_000;

  /** No change. */
  public static final Augmentation NONE = new Augmentation(0, false);

  public Augmentation {
    Range.check("cropPadding", cropPadding, 0, MOST_PADDING);
  }

  /**
   * Writes one changed image.
   *
   * @param index which of the images
   * @param target pixels in C, H, W order, from {@code offset} on
   * @param rng stream of this image in this epoch
   */
  void apply(Images images, int index, byte[] target, int offset, Rng rng) {
    int height = images.height();
    int width = images.width();
    int down = rng.nextInt(2 * cropPadding + 1) - cropPadding;
    int right = rng.nextInt(2 * cropPadding + 1) - cropPadding;
    boolean mirror = flip && rng.nextInt(2) == 1;
    byte[] source = images.slice(index, index + 1).pixels();
    for (int c = 0; c < images.channels(); c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int fromY = y + down;
          int fromX = (mirror ? width - 1 - x : x) + right;
          boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
          target[offset + (c * height + y) * width + x] =
              inside ? source[(c * height + fromY) * width + fromX] : 0;
        }
      }
    }
  }
}
