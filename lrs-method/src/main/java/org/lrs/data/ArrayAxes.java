package org.lrs.data;

import java.nio.file.Path;
import java.util.Arrays;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;

/**
 * What the axes of an array of images are: [N, C, H, W] or [N, H, W, C] with 1 or 3 channels, or
 * [N, H, W].
 */
record ArrayAxes(boolean channelsFirst, int count, int channels, int height, int width) {

  static ArrayAxes of(Path file, HostTensor array) {
    long[] shape = array.shape();
    if (shape.length == 3) {
      shape = new long[] {shape[0], 1, shape[1], shape[2]};
    }
    if (shape.length != 4) {
      throw unfit(file, array);
    }
    boolean first = shape[1] == 1 || shape[1] == 3;
    boolean last = shape[3] == 1 || shape[3] == 3;
    if (first == last || Arrays.stream(shape).skip(1).anyMatch(size -> size < 1)) {
      throw new FormatException(
          file,
          "expected 1 or 3 channels either at axis 1 or at axis 3, got " + Arrays.toString(shape));
    }
    int[] n = Arrays.stream(shape).mapToInt(size -> (int) size).toArray();
    return first
        ? new ArrayAxes(true, n[0], n[1], n[2], n[3])
        : new ArrayAxes(false, n[0], n[3], n[1], n[2]);
  }

  static FormatException unfit(Path file, HostTensor array) {
    return new FormatException(file, "expected uint8 [N, H, W, C] or [N, C, H, W], got " + array);
  }
}
