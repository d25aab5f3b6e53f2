package org.lrs.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.lrs.format.FormatException;
import org.lrs.format.InputFile;

/** Opens data files that may be compressed. */
final class DataFiles {
  private static final List<String> ENDINGS = List.of("", ".gz", ".xz");

  /** Of an image or a list of names; no picture of that size is decoded. */
  private static final int LARGEST = 1 << 28;

  private DataFiles() {}

  /** The file of one of these names, plain or compressed, in a folder. */
  static Optional<Path> find(Path folder, String... names) {
    for (String name : names) {
      for (String ending : ENDINGS) {
        Path file = folder.resolve(name + ending);
        Folders.requireWhole(file);
        if (Files.isRegularFile(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * As {@link #find}.
   *
   * @throws FormatException naming the folder and the first name if there is none
   */
  static Path require(Path folder, String... names) {
    return find(folder, names)
        .orElseThrow(
            () ->
                new FormatException(
                    folder,
                    Files.isDirectory(folder)
                        ? "expected %s (plain, .gz or .xz) in this folder".formatted(names[0])
                        : "no such folder of data; check the path, or fetch it with 'lrs data"
                            + " get'"));
  }

  /** Reads from a file's decompressed bytes. */
  interface Reading<T> {
    T from(InputStream in) throws IOException;
  }

  /**
   * What a reading gets out of a file, which is unpacked where its content or its name says so.
   *
   * @throws FormatException naming the file if it is missing or damaged, or unpacks to far more
   *     than images do
   */
  static <T> T read(Path file, Reading<T> reading) {
    return PackedFile.read(file, reading);
  }

  /** All bytes of a file that is read at once, such as an image. */
  static byte[] bytes(Path file) {
    try (InputStream in = InputFile.open(file, "data")) {
      if (Files.size(file) > LARGEST) {
        throw new FormatException(file, "has more than %s bytes".formatted(LARGEST));
      }
      return in.readNBytes(LARGEST);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Labels or other classes, one for each image, checked against the number of classes.
   *
   * @param what they are, for the message
   */
  static int[] classes(Path file, String what, long[] values, int classes) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] >= classes) {
        boolean fromOne = values[i] == classes && LongStream.of(values).allMatch(v -> v >= 1);
        throw new FormatException(
            file,
            "%s %s of image %s lies outside the %s classes%s"
                .formatted(
                    what,
                    values[i],
                    i,
                    classes,
                    fromOne ? ", which count from 0; these count from 1, subtract 1" : ""));
      }
    }
    return LongStream.of(values).mapToInt(Math::toIntExact).toArray();
  }

  /** One sentence for a file that could not be read. */
  static FormatException unreadable(Path file, IOException e) {
    return FormatException.unreadable(file, "data", e);
  }
}
