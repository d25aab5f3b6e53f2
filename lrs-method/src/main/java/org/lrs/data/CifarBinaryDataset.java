package org.lrs.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lrs.format.FormatException;

/**
 * Reader of the binary version of CIFAR-10 and CIFAR-100, from its folder or its {@code .tar.gz}.
 *
 * <p>A record is one or two label bytes and 3,072 pixels: the red, green and blue plane of 32 × 32.
 */
final class CifarBinaryDataset {
  private static final int PIXELS = 3 * 32 * 32;

  /**
   * What a published version looks like.
   *
   * @param folder the folder inside the archive
   * @param archive the archive's name
   * @param train files of the training split, in order
   * @param test file of the test split
   * @param trainRecords records per training file
   * @param testRecords records in the test file
   * @param labelBytes labels before each image; the last one is used (CIFAR-100: coarse, then fine)
   */
  record Layout(
      String name,
      String folder,
      String archive,
      List<String> train,
      String test,
      int trainRecords,
      int testRecords,
      int labelBytes,
      List<String> classNames) {

    static final Layout CIFAR10 =
        new Layout(
            "cifar10",
            "cifar-10-batches-bin",
            "cifar-10-binary.tar.gz",
            IntStream.rangeClosed(1, 5).mapToObj("data_batch_%d.bin"::formatted).toList(),
            "test_batch.bin",
            10_000,
            10_000,
            1,
            ClassNames.CIFAR10);

    static final Layout CIFAR100 =
        new Layout(
            "cifar100",
            "cifar-100-binary",
            "cifar-100-binary.tar.gz",
            List.of("train.bin"),
            "test.bin",
            50_000,
            10_000,
            2,
            ClassNames.CIFAR100);

    /** Bytes of all files together. */
    long bytes() {
      long images = (long) train.size() * trainRecords + testRecords;
      return images * (labelBytes + PIXELS);
    }
  }

  private final Layout layout;
  private final int records;
  private final byte[] pixels;
  private final int[] labels;

  private CifarBinaryDataset(Layout layout, int files, int records) {
    this.layout = layout;
    this.records = records;
    this.pixels = new byte[Math.multiplyExact(files * records, PIXELS)];
    this.labels = new int[files * records];
  }

  /**
   * One split.
   *
   * @param path the archive, the folder with the {@code .bin} files (plain, .gz or .xz), or the
   *     folder around either
   * @param split {@code train} or {@code test}
   */
  static ImageDataset read(Layout layout, Path path, String split) {
    boolean train = split.equals("train");
    List<String> names = train ? layout.train : List.of(layout.test);
    int records = train ? layout.trainRecords : layout.testRecords;
    Path source = source(layout, path, names.get(0));
    CifarBinaryDataset reader = new CifarBinaryDataset(layout, names.size(), records);
    if (Files.isDirectory(source)) {
      reader.readFolder(source, names);
    } else {
      reader.readArchive(source, names);
    }
    return new ImageDataset(
        layout.name + "/" + split,
        new Images(reader.pixels, reader.labels.length, 3, 32, 32),
        reader.labels,
        ImageDataset.firstIds(reader.labels.length),
        layout.classNames);
  }

  /** The folder that holds the files, or the archive. */
  private static Path source(Layout layout, Path path, String firstName) {
    if (Files.isRegularFile(path)) {
      return path;
    }
    for (Path folder : List.of(path, path.resolve(layout.folder))) {
      if (DataFiles.find(folder, firstName).isPresent()) {
        return folder;
      }
    }
    Optional<Path> archive = DataFiles.find(path, layout.archive);
    return archive.orElseGet(() -> DataFiles.require(path, firstName).getParent());
  }

  private void readFolder(Path folder, List<String> names) {
    for (String name : names) {
      Path file = DataFiles.require(folder, name);
      DataFiles.read(
          file,
          in -> {
            readRecords(file, in, names.indexOf(name) * records);
            return null;
          });
    }
  }

  private void readArchive(Path archive, List<String> names) {
    List<String> missing = new ArrayList<>(names);
    DataFiles.read(
        archive,
        in -> {
          TarFiles.each(
              archive,
              in,
              layout.bytes(),
              (name, content) -> {
                if (missing.remove(name)) {
                  readRecords(archive.resolve(name), content, names.indexOf(name) * records);
                }
              });
          return null;
        });
    if (!missing.isEmpty()) {
      throw new FormatException(archive, "lacks %s".formatted(missing.get(0)));
    }
  }

  private void readRecords(Path file, InputStream in, int first) throws IOException {
    byte[] head = new byte[layout.labelBytes];
    for (int i = first; i < first + records; i++) {
      if (in.readNBytes(head, 0, head.length) < head.length
          || in.readNBytes(pixels, i * PIXELS, PIXELS) < PIXELS) {
        throw new FormatException(
            file, "expected %s images, it ends after %s; truncated".formatted(records, i - first));
      }
      labels[i] = head[head.length - 1] & 0xFF;
      if (labels[i] >= layout.classNames.size()) {
        throw new FormatException(
            file,
            "label %s of image %s lies outside the %s classes; not %s, or damaged"
                .formatted(labels[i], i - first, layout.classNames.size(), layout.name));
      }
    }
    if (in.read() >= 0) {
      throw new FormatException(file, "expected %s images, it has more".formatted(records));
    }
  }
}
