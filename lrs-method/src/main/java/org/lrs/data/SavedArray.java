package org.lrs.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.lrs.data.SavedSet.Picture;
import org.lrs.format.DType;
import org.lrs.format.FormatException;
import org.lrs.format.HostTensor;
import org.lrs.format.Npy;

/** Images in one NumPy array of any type. */
final class SavedArray implements SavedSet.Pictures {
  // Grey levels saved as float32 in [-1, 1] come back within 1e-4; half precision within 0.07.
  private static final float ON_LEVEL = 1e-3f;
  private static final float ON_LEVEL_HALF = 0.07f;

  private final HostTensor array;
  private final boolean channelsFirst;
  private final int[] chw;
  private final ValueRange range;
  private final String form;

  private SavedArray(
      HostTensor array, boolean channelsFirst, int[] chw, ValueRange range, String form) {
    this.array = array;
    this.channelsFirst = channelsFirst;
    this.chw = chw;
    this.range = range;
    this.form = form;
  }

  static SavedArray read(Path file, Optional<ValueRange> asked) {
    HostTensor array = Npy.read(file);
    if (array.dtype() == DType.BOOL) {
      throw new FormatException(file, "expected images of numbers, got " + array);
    }
    boolean first = NpyDataset.channelsFirst(file, array);
    if (array.count() == 0) {
      throw new FormatException(file, "expected images, got " + array);
    }
    int[] chw = Arrays.stream(NpyDataset.fourAxes(array)).skip(1).mapToInt(n -> (int) n).toArray();
    if (!first) {
      chw = new int[] {chw[2], chw[0], chw[1]};
    }
    String form = array.dtype() + (first ? " [N, C, H, W]" : " [N, H, W, C]");
    if (!floating(array.dtype())) {
      return new SavedArray(array, first, chw, ValueRange.GREY, form);
    }
    ValueRange range = asked.orElseGet(() -> guess(file, array));
    String source = asked.isPresent() ? " with values in " : ", taken for values in ";
    return new SavedArray(array, first, chw, range, form + source + range);
  }

  private static boolean floating(DType type) {
    return type == DType.F16 || type == DType.F32 || type == DType.F64;
  }

  private static ValueRange guess(Path file, HostTensor array) {
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    boolean whole = true;
    int images = (int) array.shape()[0];
    for (int i = 0; i < images; i++) {
      for (float value : part(array, i, images)) {
        if (!Float.isFinite(value)) {
          continue; // The verifier reports which image has it; the others still show the range.
        }
        least = Math.min(least, value);
        largest = Math.max(largest, value);
        whole &= value == Math.rint(value);
      }
    }
    ValueRange range = ValueRange.guess(least, largest, whole);
    if (range == null) {
      throw new FormatException(
          file,
          "%s values from %s to %s may mean several things; give the values of black and white with --range 0:1, 0:255 or -1:1"
              .formatted(array.dtype(), least, largest));
    }
    return range;
  }

  String form() {
    return form;
  }

  @Override
  public int count() {
    return (int) array.shape()[0];
  }

  @Override
  public Picture at(int i) {
    float[] values = part(array, i, count());
    float[] levels = new float[values.length];
    int area = chw[1] * chw[2];
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < chw[0]; c++) {
        int at = p * chw[0] + c;
        levels[at] = level(values[channelsFirst ? c * area + p : at]);
      }
    }
    return new Picture(chw[1], chw[2], chw[0], levels);
  }

  private float level(float value) {
    float level = range.level(value);
    float nearest = (float) Math.rint(level);
    float slack = array.dtype() == DType.F16 ? ON_LEVEL_HALF : ON_LEVEL;
    return Math.abs(level - nearest) <= slack ? nearest : level;
  }

  /** The values of one image, in the array's order. */
  private static float[] part(HostTensor array, int i, int images) {
    int bytes = array.data().remaining() / images;
    ByteBuffer part = array.data().slice(i * bytes, bytes);
    return new HostTensor(array.dtype(), new long[] {array.count() / images}, part).toFloats();
  }
}
