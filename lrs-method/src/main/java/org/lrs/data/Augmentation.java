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
  /** No change. */
  public static final Augmentation NONE = new Augmentation(0, false);

  public Augmentation {
    Range.checkAtLeast("cropPadding", cropPadding, 0);
  }

  /**
   * Writes one changed image.
   *
   * @param source pixels in C, H, W order, from {@code offset} on
   * @param target as many pixels, from {@code targetOffset} on
   * @param rng stream of this image in this epoch
   */
  void apply(
      byte[] source,
      int offset,
      byte[] target,
      int targetOffset,
      int channels,
      int height,
      int width,
      Rng rng) {
    int down = rng.nextInt(2 * cropPadding + 1) - cropPadding;
    int right = rng.nextInt(2 * cropPadding + 1) - cropPadding;
    boolean mirror = flip && rng.nextInt(2) == 1;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int fromY = y + down;
          int fromX = (mirror ? width - 1 - x : x) + right;
          boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
          target[targetOffset + (c * height + y) * width + x] =
              inside ? source[offset + (c * height + fromY) * width + fromX] : 0;
        }
      }
    }
  }
}
