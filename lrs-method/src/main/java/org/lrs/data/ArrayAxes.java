package org.lrs.data;

import java.util.Arrays;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.NpyFile;

/**
 * What the axes of an array of images are: [N, C, H, W] or [N, H, W, C] with 1 or 3 channels, or
 * [N, H, W].
 */
record ArrayAxes(boolean channelsFirst, int count, int channels, int height, int width) {

  /** Values of one image, and images: more are surely a mistake. */
  private static final long LARGEST = 1L << 28;

  static ArrayAxes of(NpyFile array) {
    long[] shape = array.shape();
    if (shape.length == 3) {
      shape = new long[] {shape[0], 1, shape[1], shape[2]};
    }
    if (shape.length != 4) {
      throw unfit(array);
    }
    boolean first = shape[1] == 1 || shape[1] == 3;
    boolean last = shape[3] == 1 || shape[3] == 3;
    if (first == last || Arrays.stream(shape).skip(1).anyMatch(size -> size < 1)) {
      throw new FormatException(
          array.file(),
          "expected 1 or 3 channels either at axis 1 or at axis 3, got " + Arrays.toString(shape));
    }
    if (Arrays.stream(shape).anyMatch(size -> size > LARGEST)
        || shape[1] * shape[2] > LARGEST / shape[3]) {
      throw new FormatException(
          array.file(), "images of %s are too large or too many".formatted(Arrays.toString(shape)));
    }
    int[] n = Arrays.stream(shape).mapToInt(size -> (int) size).toArray();
    return first
        ? new ArrayAxes(true, n[0], n[1], n[2], n[3])
        : new ArrayAxes(false, n[0], n[3], n[1], n[2]);
  }

  static FormatException unfit(NpyFile array) {
    return new FormatException(
        array.file(), "expected images [N, H, W, C] or [N, C, H, W], got " + array);
  }

  /** Images from some rows of the array, of bytes. */
  Images images(HostTensor rows) {
    byte[] pixels = new byte[rows.data().remaining()];
    rows.data().get(pixels);
    int part = (int) rows.shape()[0];
    return channelsFirst
        ? new Images(pixels, part, channels, height, width)
        : Images.ofHwc(pixels, part, channels, height, width);
  }
}
