package org.lrs.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.lrs.format.Checksums;

/** Labelled images in memory. Immutable; returned arrays are copies, except for the pixels. */
public final class ImageDataset {
  private final String name;
  private final Images images;
  private final int[] labels;
  private final long[] ids;
  private final List<String> classNames;

  /**
   * Joins images with their labels and ids.
   *
   * @param name what the images are, with their split: {@code cifar10/test}
   * @param images N images
   * @param labels N indices into {@code classNames}
   * @param ids N numbers that stay with their image: its index in the published split
   * @param classNames the classes in order of their label
   * @throws IllegalArgumentException if the counts differ or a label has no class
   */
  public ImageDataset(
      String name, Images images, int[] labels, long[] ids, List<String> classNames) {
    if (labels.length != images.count() || ids.length != images.count()) {
      throw new IllegalArgumentException(
          "%s needs as many labels and ids as its %d images, got %d labels and %d ids"
              .formatted(name, images.count(), labels.length, ids.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            "%s: image %d has label %d, but there are %d classes, 0 to %d"
                .formatted(name, ids[i], labels[i], classNames.size(), classNames.size() - 1));
      }
    }
    this.name = name;
    this.images = images;
    this.labels = labels.clone();
    this.ids = ids.clone();
    this.classNames = List.copyOf(classNames);
  }

  /** The ids 0 to n − 1 of a whole split in its published order. */
  static long[] firstIds(int n) {
    return IntStream.range(0, n).asLongStream().toArray();
  }

  /** What the images are, with their split: {@code cifar10/test}. */
  public String name() {
    return name;
  }

  /** The images. */
  public Images images() {
    return images;
  }

  /** The label of each image, an index into {@link #classNames}; a copy. */
  public int[] labels() {
    return labels.clone();
  }

  /** A number per image that selections keep: its index in the published split; a copy. */
  public long[] ids() {
    return ids.clone();
  }

  /** The classes in order of their label. */
  public List<String> classNames() {
    return classNames;
  }

  /** Number of classes. */
  public int classes() {
    return classNames.size();
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /**
   * The first {@code n} images.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public ImageDataset take(int n) {
    return range(0, n);
  }

  /**
   * Images {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ size
   */
  public ImageDataset range(int from, int to) {
    if (from < 0 || from > to || to > size()) {
      throw new IllegalArgumentException(
          "images %d to %d requested of %s, which has %d; change start and count"
              .formatted(from, to, name, size()));
    }
    if (from == 0 && to == size()) {
      return this;
    }
    return new ImageDataset(
        name,
        images.slice(from, to),
        Arrays.copyOfRange(labels, from, to),
        Arrays.copyOfRange(ids, from, to),
        classNames);
  }

  /**
   * The images at these positions (not ids), in this order.
   *
   * @throws IndexOutOfBoundsException if a position lies outside [0, size)
   */
  public ImageDataset select(int[] positions) {
    return new ImageDataset(
        name,
        images.select(positions),
        Arrays.stream(positions).map(i -> labels[i]).toArray(),
        Arrays.stream(positions).mapToLong(i -> ids[i]).toArray(),
        classNames);
  }

  /**
   * SHA-256 over shape, pixels and labels as 64 hexadecimal digits. Pixels are decoded ones:
   * another JPEG decoder gives another digest.
   */
  public String digest() {
    MessageDigest sha = Checksums.newSha256();
    sha.update(
        littleEndian(4)
            .putInt(images.count())
            .putInt(images.channels())
            .putInt(images.height())
            .putInt(images.width())
            .flip());
    sha.update(images.pixels());
    ByteBuffer labelBytes = littleEndian(labels.length);
    Arrays.stream(labels).forEach(labelBytes::putInt);
    sha.update(labelBytes.flip());
    return HexFormat.of().formatHex(sha.digest());
  }

  private static ByteBuffer littleEndian(int integers) {
    return ByteBuffer.allocate(integers * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public String toString() {
    return name + ": " + images + " in " + classes() + " classes";
  }
}
