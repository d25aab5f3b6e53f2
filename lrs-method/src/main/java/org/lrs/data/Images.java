package org.lrs.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.tensor.Kind;
import org.lrs.tensor.Tensor;

/**
 * 8-bit images, as they are stored and as targets see them, in memory or in a file.
 *
 * @param source their pixels
 * @param count number of images; may be 0
 * @param channels 1 for grey, 3 for RGB
 * @param height rows of an image
 * @param width columns of an image
 */
public record Images(Pixels source, int count, int channels, int height, int width) {

  /** Images read at a time where a whole set is gone through. */
  private static final int PART = 64;

  public Images {
    Range.require(
        count >= 0 && channels >= 1 && height >= 1 && width >= 1,
        "images need positive sizes, got [%s, %s, %s, %s]"
            .formatted(count, channels, height, width));
  }

  /**
   * Images in memory.
   *
   * <p>The pixels are the array that was given, without a copy, so that large sets are not
   * duplicated; it must not be changed afterwards.
   *
   * @param pixels count × channels × height × width bytes in N, C, H, W order, each read as
   *     unsigned, 0 to 255
   */
  public Images(byte[] pixels, int count, int channels, int height, int width) {
    this(new InMemory(pixels, count), count, channels, height, width);
    long expected = (long) count * channels * height * width;
    Range.require(
        pixels.length == expected,
        "images [%s, %s, %s, %s] need %s bytes, got %s"
            .formatted(count, channels, height, width, expected, pixels.length));
  }

  /** An array of so many images. */
  private record InMemory(byte[] pixels, int count) implements Pixels {
    @Override
    public byte[] of(int from, int to) {
      int size = count == 0 ? 0 : pixels.length / count;
      return from == 0 && to == count ? pixels : Arrays.copyOfRange(pixels, from * size, to * size);
    }
  }

  /** The pixels of all images, in N, C, H, W order; not to be changed. */
  public byte[] pixels() {
    return source.of(0, count);
  }

  /** The same images in memory. */
  public Images inMemory() {
    return new Images(pixels(), count, channels, height, width);
  }

  /** All images in order, a few at a time. */
  public Stream<Images> parts() {
    return IntStream.iterate(0, from -> from < count, from -> from + PART)
        .mapToObj(from -> slice(from, Math.min(from + PART, count)).inMemory());
  }

  /** Images from pixels in N, H, W, C order, which are copied. */
  static Images ofHwc(byte[] hwc, int count, int channels, int height, int width) {
    return new Images(turned(hwc, height * width, channels), count, channels, height, width);
  }

  /** Images one after the other, the rows and columns of each exchanged. */
  private static byte[] turned(byte[] images, int rows, int columns) {
    ByteBuffer turned = ByteBuffer.allocate(images.length);
    int size = rows * columns;
    for (int from = 0; from < images.length; from += size) {
      turned.put(transpose(Arrays.copyOfRange(images, from, from + size), rows, columns, 1));
    }
    return turned.array();
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
   * Images {@code from} (inclusive) to {@code to} (exclusive); read when they are needed, unless
   * these are in memory: then a copy.
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ count
   */
  public Images slice(int from, int to) {
    if (from < 0 || from > to || to > count) {
      throw new IndexOutOfBoundsException(
          "images %s to %s requested of %s images".formatted(from, to, count));
    }
    return source instanceof InMemory
        ? new Images(source.of(from, to), to - from, channels, height, width)
        : new Images(
            (first, end) -> source.of(from + first, from + end),
            to - from,
            channels,
            height,
            width);
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
            "image %s requested of %s images".formatted(indices[i], count));
      }
      System.arraycopy(source.of(indices[i], indices[i] + 1), 0, chosen, i * size, size);
    }
    return new Images(chosen, indices.length, channels, height, width);
  }

  /**
   * All images of the parts, one after the other; read when they are needed.
   *
   * @throws IllegalArgumentException if there is no part or their sizes differ
   */
  public static Images concat(List<Images> parts) {
    Range.require(!parts.isEmpty(), "at least one batch of images is needed to join, got 0");
    Images first = parts.get(0);
    NavigableMap<Integer, Images> starts = new TreeMap<>();
    int total = 0;
    for (Images part : parts) {
      if (part.channels != first.channels
          || part.height != first.height
          || part.width != first.width) {
        throw new IllegalArgumentException(
            "images of one size are needed to join, got " + first + " and " + part);
      }
      if (part.count > 0) {
        starts.put(total, part);
      }
      total = Math.addExact(total, part.count);
    }
    Pixels joined = (from, to) -> joined(starts, first.size(), from, to);
    return new Images(joined, total, first.channels, first.height, first.width);
  }

  private static byte[] joined(NavigableMap<Integer, Images> starts, int size, int from, int to) {
    ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(to - from, size));
    while (all.hasRemaining()) {
      int next = from + all.position() / size;
      int start = starts.floorKey(next);
      Images part = starts.get(start);
      all.put(part.source.of(next - start, Math.min(to - start, part.count)));
    }
    return all.array();
  }

  /**
   * Image {@code i} in H, W, C order, a copy.
   *
   * @throws IndexOutOfBoundsException if {@code i} lies outside [0, count)
   */
  public byte[] toHwc(int i) {
    return slice(i, i + 1).toHwc();
  }

  /** All images in N, H, W, C order, a copy. */
  byte[] toHwc() {
    return turned(pixels(), channels, height * width);
  }

  /** Values of one image: channels × height × width. */
  public int size() {
    return channels * height * width;
  }

  /** The images as networks see them: [N, C, H, W], values in [0, 1]. */
  public Tensor toTensor() {
    return Tensor.ofBytes(pixels(), 0, count, channels, height, width).to(Kind.FLOAT32).divide(255);
  }

  /** The shape in words, for messages: {@code 10 images of 32x32x3 (height x width x channels)}. */
  @Override
  public String toString() {
    return "%s images of %sx%sx%s (height x width x channels)"
        .formatted(count, height, width, channels);
  }
}
