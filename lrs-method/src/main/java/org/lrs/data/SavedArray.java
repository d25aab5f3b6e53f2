package org.lrs.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.lrs.data.SavedSet.Picture;
import org.lrs.format.DType;
import org.lrs.format.FormatException;
import org.lrs.format.Npy;
import org.lrs.format.NpyFile;

/**
 * Images in one NumPy array of any type.
 *
 * @param range the values that stand for black and white
 * @param form how they were saved and understood, for people
 */
record SavedArray(NpyFile array, ArrayAxes axes, ValueRange range, String form) {
  // Grey levels saved as float32 in [-1, 1] come back within 1e-4; half precision within 0.07.
  private static final float ON_LEVEL = 1e-3f;
  private static final float ON_LEVEL_HALF = 0.07f;

  static SavedArray read(Path file, Optional<ValueRange> asked) {
    NpyFile array = Npy.open(file);
    if (array.count() == 0) {
      throw new FormatException(file, "expected images, got " + array);
    }
    return of(array, asked, "give the values of black and white with --range 0:1, 0:255 or -1:1");
  }

  /**
   * Images in an array, which may be empty.
   *
   * @param asked their range as the user gave it
   * @param advice what to do where the range cannot be guessed
   */
  static SavedArray of(NpyFile array, Optional<ValueRange> asked, String advice) {
    if (array.dtype() == DType.BOOL) {
      throw new FormatException(array.file(), "expected images of numbers, got " + array);
    }
    ArrayAxes axes = ArrayAxes.of(array);
    String form = array.dtype() + (axes.channelsFirst() ? " [N, C, H, W]" : " [N, H, W, C]");
    if (!floating(array.dtype())) {
      return new SavedArray(array, axes, ValueRange.GREY, form);
    }
    ValueRange range = asked.orElseGet(() -> guess(array, advice));
    String source = asked.isPresent() ? " with values in " : ", taken for values in ";
    return new SavedArray(array, axes, range, form + source + range);
  }

  /**
   * The same as 8-bit images.
   *
   * @throws FormatException if a value is none of the 256 levels
   */
  Images images() {
    for (int i = 0; i < axes.count(); i++) {
      for (float level : at(i).levels()) {
        if (!(level >= 0 && level <= 255 && level == Math.rint(level))) {
          throw new FormatException(
              array.file(),
              "image %s has a value %s/255, expected whole levels from 0 to 255; save uint8"
                  .formatted(i, level));
        }
      }
    }
    return new Images(this::pixels, axes.count(), axes.channels(), axes.height(), axes.width());
  }

  private byte[] pixels(int from, int to) {
    ByteBuffer hwc =
        ByteBuffer.allocate((to - from) * axes.height() * axes.width() * axes.channels());
    for (int i = from; i < to; i++) {
      for (float level : at(i).levels()) {
        hwc.put((byte) level);
      }
    }
    return Images.ofHwc(hwc.array(), to - from, axes.channels(), axes.height(), axes.width())
        .pixels();
  }

  private static boolean floating(DType type) {
    return type == DType.F16 || type == DType.F32 || type == DType.F64;
  }

  private static ValueRange guess(NpyFile array, String advice) {
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    boolean whole = true;
    for (long i = 0; i < array.count(); i++) {
      for (float value : array.rows(i, i + 1).toFloats()) {
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
          array.file(),
          least > largest
              ? "holds no finite value, expected pixels; " + advice
              : "%s values from %s to %s may mean several things; %s"
                  .formatted(array.dtype(), least, largest, advice));
    }
    return range;
  }

  /** Image by its position. */
  Picture at(int i) {
    float[] values = array.rows(i, i + 1).toFloats();
    float[] levels = new float[values.length];
    int channels = axes.channels();
    int area = axes.height() * axes.width();
    for (int at = 0; at < levels.length; at++) {
      int first = at % channels * area + at / channels;
      levels[at] = level(values[axes.channelsFirst() ? first : at]);
    }
    return new Picture(axes.height(), axes.width(), channels, levels);
  }

  private float level(float value) {
    float level = range.level(value);
    float nearest = (float) Math.rint(level);
    float slack = array.dtype() == DType.F16 ? ON_LEVEL_HALF : ON_LEVEL;
    return Math.abs(level - nearest) <= slack ? nearest : level;
  }
}
