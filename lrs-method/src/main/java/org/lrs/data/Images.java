package org.lrs.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.lrs.Range;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Tensor;

/**
 * A batch of 8-bit images, as they are stored and as targets see them.
 *
 * <p>The pixels are the array that was given, without a copy, so that large sets are not
 * duplicated; it must not be changed afterwards.
 *
 * @param pixels count × channels × height × width bytes in N, C, H, W order, each read as unsigned,
 *     0 to 255
 * @param count number of images; may be 0
 * @param channels 1 for grey, 3 for RGB
 * @param height rows of an image
 * @param width columns of an image
 */
public record Images(byte[] pixels, int count, int channels, int height, int width) {

  public Images {
    Range.require(
        count >= 0 && channels >= 1 && height >= 1 && width >= 1,
        "images need positive sizes, got [%d, %d, %d, %d]"
            .formatted(count, channels, height, width));
    long expected = (long) count * channels * height * width;
    Range.require(
        pixels.length == expected,
        "images [%d, %d, %d, %d] need %d bytes, got %d"
            .formatted(count, channels, height, width, expected, pixels.length));
  }

  /** Images from pixels in N, H, W, C order, which are copied. */
  static Images ofHwc(byte[] hwc, int count, int channels, int height, int width) {
    ByteBuffer chw = ByteBuffer.allocate(hwc.length);
    int size = height * width * channels;
    for (int i = 0; i < count; i++) {
      byte[] image = Arrays.copyOfRange(hwc, i * size, (i + 1) * size);
      chw.put(transpose(image, height * width, channels, 1));
    }
    return new Images(chw.array(), count, channels, height, width);
  }

  /**
   * A table of cells, each of so many bytes, whose rows have become columns.
   *
   * @param table rows × columns × bytes, row by row
   */
  static byte[] transpose(byte[] table, int rows, int columns, int bytes) {
    byte[] turned = new byte[table.length];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        for (int b = 0; b < bytes; b++) {
          turned[(x * rows + y) * bytes + b] = table[(y * columns + x) * bytes + b];
        }
      }
    }
    return turned;
  }

  /**
   * Images {@code from} (inclusive) to {@code to} (exclusive), a copy.
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ count
   */
  public Images slice(int from, int to) {
    if (from < 0 || from > to || to > count) {
      throw new IndexOutOfBoundsException(
          "images %d to %d requested of %d images".formatted(from, to, count));
    }
    int size = size();
    byte[] part = Arrays.copyOfRange(pixels, from * size, to * size);
    return new Images(part, to - from, channels, height, width);
  }

  /**
   * The images at these indices, in this order, a copy.
   *
   * @throws IndexOutOfBoundsException if an index lies outside [0, count)
   */
  public Images select(int[] indices) {
    int size = size();
    byte[] chosen = new byte[Math.multiplyExact(indices.length, size)];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= count) {
        throw new IndexOutOfBoundsException(
            "image %d requested of %d images".formatted(indices[i], count));
      }
      System.arraycopy(pixels, indices[i] * size, chosen, i * size, size);
    }
    return new Images(chosen, indices.length, channels, height, width);
  }

  /**
   * All images of the parts, one after the other, a copy.
   *
   * @throws IllegalArgumentException if there is no part or their sizes differ
   */
  public static Images concat(List<Images> parts) {
    Range.require(!parts.isEmpty(), "at least one batch of images is needed to join, got 0");
    Images first = parts.get(0);
    int total = 0;
    for (Images part : parts) {
      if (part.channels != first.channels
          || part.height != first.height
          || part.width != first.width) {
        throw new IllegalArgumentException(
            "images of one size are needed to join, got " + first + " and " + part);
      }
      total = Math.addExact(total, part.count);
    }
    ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(total, first.size()));
    parts.forEach(part -> all.put(part.pixels));
    return new Images(all.array(), total, first.channels, first.height, first.width);
  }

  /**
   * Image {@code i} in H, W, C order, a copy.
   *
   * @throws IndexOutOfBoundsException if {@code i} lies outside [0, count)
   */
  public byte[] toHwc(int i) {
    return transpose(slice(i, i + 1).pixels, channels, height * width, 1);
  }

  /** Values of one image: channels × height × width. */
  public int size() {
    return channels * height * width;
  }

  /** The shape in words, for messages: {@code 10 images of 32x32x3 (height x width x channels)}. */
  /** The images as networks see them: [N, C, H, W], values in [0, 1]. */
  public Tensor toTensor() {
    return Tensor.ofBytes(pixels, 0, count, channels, height, width).to(Kind.FLOAT32).divide(255);
  }

  @Override
  public String toString() {
    return "%d images of %dx%dx%d (height x width x channels)"
        .formatted(count, height, width, channels);
  }
}
