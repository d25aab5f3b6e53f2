package org.lrs.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.format.Checksums;

/**
 * Labelled images. Immutable; returned arrays are copies, except for the pixels.
 *
 * @param name what the images are, with their split: {@code cifar10/test}
 * @param images N images
 * @param labels N indices into {@code classNames}
 * @param ids N numbers that stay with their image in selections: its index in the published split
 * @param classNames the classes in order of their label
 */
public record ImageDataset(
    String name, Images images, int[] labels, long[] ids, List<String> classNames) {

  /** Refuses counts that differ and labels without a class, and copies. */
  public ImageDataset {
    Range.require(
        labels.length == images.count() && ids.length == images.count(),
        "%s needs as many labels and ids as its %s images, got %s labels and %s ids"
            .formatted(name, images.count(), labels.length, ids.length));
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            "%s: image %s has label %s, but there are %s classes, 0 to %s"
                .formatted(name, ids[i], labels[i], classNames.size(), classNames.size() - 1));
      }
    }
    labels = labels.clone();
    ids = ids.clone();
    classNames = List.copyOf(classNames);
  }

  /** The ids 0 to n − 1 of a whole split in its published order. */
  static long[] firstIds(int n) {
    return IntStream.range(0, n).asLongStream().toArray();
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public long[] ids() {
    return ids.clone();
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
    Range.require(
        from >= 0 && from <= to && to <= size(),
        "images %s to %s requested of %s, which has %s; change start and count"
            .formatted(from, to, name, size()));
    return from == 0 && to == size()
        ? this
        : new ImageDataset(
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
    sha.update(littleEndian(images.count(), images.channels(), images.height(), images.width()));
    images.parts().forEach(part -> sha.update(part.pixels()));
    sha.update(littleEndian(labels));
    return HexFormat.of().formatHex(sha.digest());
  }

  private static byte[] littleEndian(int... integers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(integers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(integers);
    return bytes.array();
  }

  @Override
  public String toString() {
    return name + ": " + images + " in " + classes() + " classes";
  }
}
