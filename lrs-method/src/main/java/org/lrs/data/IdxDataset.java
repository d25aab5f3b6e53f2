package org.lrs.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.lrs.format.FormatException;

/** Reader of MNIST's IDX files: a big-endian header, then one byte per pixel or label. */
final class IdxDataset {
  private static final String FOLDER = "/org/lrs/embedded/";
  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  private IdxDataset() {}

  /**
   * One split of a folder with the four published files, plain or compressed.
   *
   * @param split {@code train} or {@code test}
   */
  static ImageDataset read(String name, Path folder, String split, List<String> classNames) {
    String prefix = split.equals("train") ? "train" : "t10k";
    Path images =
        DataFiles.require(folder, prefix + "-images-idx3-ubyte", prefix + "-images.idx3-ubyte");
    Path labels =
        DataFiles.require(folder, prefix + "-labels-idx1-ubyte", prefix + "-labels.idx1-ubyte");
    Images pixels = DataFiles.read(images, in -> readImages(images, in));
    int[] classes = DataFiles.read(labels, in -> readLabels(labels, in, classNames.size()));
    if (classes.length != pixels.count()) {
      throw new FormatException(
          labels,
          "has %s labels for %s images in %s"
              .formatted(classes.length, pixels.count(), images.getFileName()));
    }
    return new ImageDataset(
        name + "/" + split, pixels, classes, ImageDataset.firstIds(classes.length), classNames);
  }

  /**
   * One split of the part of Fashion-MNIST that comes with the program, so that a first experiment
   * needs no download: {@code train}, the first 600 training images of each class in the published
   * order, or {@code test}, the first 1,000. The ids are the indices in the published split.
   *
   * <p>Copyright 2017 Zalando SE, MIT licence; the resource folder holds the licence and states
   * which images were taken.
   */
  static ImageDataset embedded(String split) {
    Path imageFile = Path.of(split + "-images-idx3-ubyte.gz");
    Path labelFile = Path.of(split + "-labels-idx1-ubyte.gz");
    List<String> classNames = ClassNames.FASHION_MNIST;
    try (InputStream images = new GZIPInputStream(resource(imageFile));
        InputStream labels = new GZIPInputStream(resource(labelFile));
        InputStream ids = resource(Path.of(split + "-ids.txt"))) {
      String numbers = new String(ids.readAllBytes(), StandardCharsets.US_ASCII);
      return new ImageDataset(
          "embedded/" + split,
          readImages(imageFile, images),
          readLabels(labelFile, labels, classNames.size()),
          numbers.lines().mapToLong(Long::parseLong).toArray(),
          classNames);
    } catch (IOException e) {
      throw new UncheckedIOException("the data inside the program is damaged; reinstall it", e);
    }
  }

  private static InputStream resource(Path name) throws IOException {
    InputStream in = IdxDataset.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new FileNotFoundException(FOLDER + name);
    }
    return in;
  }

  private static Images readImages(Path file, InputStream in) throws IOException {
    ByteBuffer header = header(file, in, IMAGES, 4);
    int count = header.getInt();
    int height = header.getInt();
    int width = header.getInt();
    if (count < 0 || height < 1 || width < 1 || height > 4096 || width > 4096) {
      throw new FormatException(
          file, "declares %s images of %s x %s; damaged".formatted(count, height, width));
    }
    byte[] pixels = body(file, in, (long) count * height * width);
    return new Images(pixels, count, 1, height, width);
  }

  private static int[] readLabels(Path file, InputStream in, int classes) throws IOException {
    byte[] bytes = body(file, in, header(file, in, LABELS, 2).getInt());
    long[] labels = IntStream.range(0, bytes.length).mapToLong(i -> bytes[i] & 0xFF).toArray();
    return DataFiles.classes(file, "label", labels, classes);
  }

  /** The header after its first number, which is checked. */
  private static ByteBuffer header(Path file, InputStream in, int magic, int integers)
      throws IOException {
    byte[] bytes = in.readNBytes(integers * Integer.BYTES);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < integers * Integer.BYTES || header.getInt() != magic) {
      throw new FormatException(
          file,
          "expected an IDX file of %s starting with %08x, its first bytes differ"
              .formatted(magic == IMAGES ? "images" : "labels", magic));
    }
    return header;
  }

  private static byte[] body(Path file, InputStream in, long expected) throws IOException {
    if (expected < 0 || expected > Integer.MAX_VALUE - 8) {
      throw new FormatException(file, "declares %s bytes; damaged".formatted(expected));
    }
    byte[] bytes = in.readNBytes((int) expected);
    if (bytes.length < expected || in.read() >= 0) {
      throw new FormatException(
          file,
          "expected %s bytes after the header, got %s"
              .formatted(expected, bytes.length < expected ? bytes.length : "more"));
    }
    return bytes;
  }
}
