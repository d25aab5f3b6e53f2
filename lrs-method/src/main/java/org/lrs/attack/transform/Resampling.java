package org.lrs.attack.transform;

import org.lrs.tensor.Tensor;

/** Images of which each pixel is a weighted sum of up to four pixels of the same image. */
record Resampling(int images, int height, int width, long[] index, float[] weight) {
  private static final int TAPS = 4;

  /** Images of this size, so far black. */
  Resampling(int images, int height, int width) {
    this(images, height, width, TAPS * images * height * width);
  }

  private Resampling(int images, int height, int width, int taps) {
    this(images, height, width, new long[taps], new float[taps]);
  }

  /** Pixels of a rectangle, up to and without the last row and column; others count as black. */
  record Region(int top, int left, int bottom, int right) {
    boolean contains(int y, int x) {
      return y >= top && y < bottom && x >= left && x < right;
    }

    Region transposed() {
      return new Region(left, top, right, bottom);
    }
  }

  /** The whole image. */
  Region whole() {
    return new Region(0, 0, height, width);
  }

  /** Pixel (y, x) of an image becomes {@code factor} times pixel (fromY, fromX). */
  void copy(int image, int y, int x, int fromY, int fromX, double factor) {
    set(image, y, x, 0, fromY, fromX, factor);
  }

  /**
   * An image turned about the middle of a region, counter-clockwise as the image is seen, by
   * bilinear interpolation, black outside the region.
   */
  void rotate(int image, int y, int x, double degrees, Region region, int fromY, int fromX) {
    double middleY = (region.top() + region.bottom() - 1) / 2.0;
    double middleX = (region.left() + region.right() - 1) / 2.0;
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double down = fromY - middleY;
    double right = fromX - middleX;
    double sourceY = middleY + cos * down + sin * right;
    double sourceX = middleX - sin * down + cos * right;
    for (int tap = 0; tap < TAPS; tap++) {
      int tapY = (int) Math.floor(sourceY) + tap / 2;
      int tapX = (int) Math.floor(sourceX) + tap % 2;
      if (region.contains(tapY, tapX)) {
        double share = (1 - Math.abs(sourceY - tapY)) * (1 - Math.abs(sourceX - tapX));
        set(image, y, x, tap, tapY, tapX, share);
      }
    }
  }

  private void set(int image, int y, int x, int tap, int fromY, int fromX, double factor) {
    int at = ((image * TAPS + tap) * height + y) * width + x;
    index[at] = (long) fromY * width + fromX;
    weight[at] = (float) factor;
  }

  /**
   * The resampled images, differentiable.
   *
   * @param source [N, C, H, W]
   * @return of the same shape
   */
  Tensor apply(Tensor source) {
    int channels = (int) source.size(1);
    int pixels = height * width;
    Tensor flat = source.contiguous().reshape(images, channels, pixels);
    long read = (long) TAPS * pixels;
    Tensor from = Tensor.of(index, images, 1, read).expand(images, channels, read);
    Tensor taps = flat.gather(2, from).reshape(images, channels, TAPS, pixels);
    return taps.multiply(Tensor.of(weight, images, 1, TAPS, pixels))
        .sum(false, 2)
        .reshape(images, channels, height, width);
  }
}
