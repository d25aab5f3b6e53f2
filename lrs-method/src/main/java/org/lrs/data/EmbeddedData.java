package org.lrs.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The part of Fashion-MNIST that comes with the program, so that a first experiment needs no
 * download: the first 600 training images of each class and the first 1,000 test images.
 *
 * <p>Copyright 2017 Zalando SE, MIT licence; the resource folder holds the licence and states which
 * images were taken.
 */
public final class EmbeddedData {
  private static final String FOLDER = "/org/lrs/embedded/";

  private EmbeddedData() {}

  /**
   * Reads a split: {@code train}, 6,000 grey images of 28 × 28 in the published order, or {@code
   * test}, 1,000. The ids are the indices in the published split.
   *
   * @throws IllegalArgumentException for another split
   */
  public static ImageDataset open(String split) {
    if (!split.equals("train") && !split.equals("test")) {
      throw Datasets.unknownSplit("embedded", split);
    }
    try (InputStream images = resource(split + "-images-idx3-ubyte.gz");
        InputStream labels = resource(split + "-labels-idx1-ubyte.gz");
        InputStream ids = resource(split + "-ids.txt")) {
      Images pixels = IdxDataset.readImages(Path.of(split + "-images-idx3-ubyte.gz"), images);
      int[] classes =
          IdxDataset.readLabels(
              Path.of(split + "-labels-idx1-ubyte.gz"), labels, ClassNames.FASHION_MNIST.size());
      return new ImageDataset(
          "embedded/" + split, pixels, classes, ids(ids), ClassNames.FASHION_MNIST);
    } catch (IOException e) {
      throw new UncheckedIOException("the data inside the program is damaged; reinstall it", e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = EmbeddedData.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new FileNotFoundException(FOLDER + name);
    }
    return name.endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static long[] ids(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    return text.lines().mapToLong(Long::parseLong).toArray();
  }
}
