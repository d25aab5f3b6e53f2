package org.lrs.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The part of Fashion-MNIST that comes with the program, so that a first experiment needs no
 * download: the first 600 training images of each class and the first 1,000 test images.
 *
 * <p>Copyright 2017 Zalando SE, MIT licence; the resource folder holds the licence and states which
 * images were taken.
 */
final class EmbeddedData {
  private static final String FOLDER = "/org/lrs/embedded/";

  private EmbeddedData() {}

  /**
   * Reads a split: {@code train}, 6,000 grey images of 28 × 28 in the published order, or {@code
   * test}, 1,000. The ids are the indices in the published split.
   */
  static ImageDataset read(String split) {
    Path imageFile = Path.of(split + "-images-idx3-ubyte.gz");
    Path labelFile = Path.of(split + "-labels-idx1-ubyte.gz");
    List<String> classNames = ClassNames.FASHION_MNIST;
    try (InputStream images = new GZIPInputStream(resource(imageFile));
        InputStream labels = new GZIPInputStream(resource(labelFile));
        InputStream ids = resource(Path.of(split + "-ids.txt"))) {
      String numbers = new String(ids.readAllBytes(), StandardCharsets.US_ASCII);
      return new ImageDataset(
          "embedded/" + split,
          IdxDataset.readImages(imageFile, images),
          IdxDataset.readLabels(labelFile, labels, classNames.size()),
          numbers.lines().mapToLong(Long::parseLong).toArray(),
          classNames);
    } catch (IOException e) {
      throw new UncheckedIOException("the data inside the program is damaged; reinstall it", e);
    }
  }

  private static InputStream resource(Path name) throws IOException {
    InputStream in = EmbeddedData.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new FileNotFoundException(FOLDER + name);
    }
    return in;
  }
}
