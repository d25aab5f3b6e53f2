package org.lrs.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.lrs.format.FormatException;
import org.tukaani.xz.XZInputStream;

/** Opens data files that may be compressed. */
final class DataFiles {
  private static final List<String> ENDINGS = List.of("", ".gz", ".xz");

  private DataFiles() {}

  /** The file of one of these names, plain or compressed, in a folder. */
  static Optional<Path> find(Path folder, String... names) {
    for (String name : names) {
      for (String ending : ENDINGS) {
        Path file = folder.resolve(name + ending);
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
   * What a reading gets out of a file, which is decompressed where its ending says so.
   *
   * @throws FormatException naming the file if it is missing or damaged
   */
  static <T> T read(Path file, Reading<T> reading) {
    try (InputStream in = open(file)) {
      return reading.from(in);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      String name = file.getFileName().toString();
      if (name.endsWith(".gz")) {
        return new GZIPInputStream(in, 1 << 16);
      }
      return name.endsWith(".xz") ? new XZInputStream(in) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** All bytes of a file that is read at once, such as an image. */
  static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The folder of a split if the data has one, else the folder itself. */
  static Path splitFolder(Path folder, String split) {
    Path inner = split == null ? folder : folder.resolve(split);
    return Files.isDirectory(inner) ? inner : folder;
  }

  /** Visible entries of a folder and of those in it, so deep, in the order of their paths. */
  static List<Path> visible(Path folder, int depth) {
    try (Stream<Path> entries = Files.walk(folder, depth)) {
      return entries
          .filter(entry -> !entry.equals(folder) && !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw unreadable(folder, e.getCause());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** The lines of a text file. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
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
        throw new FormatException(
            file,
            "%s %d of image %d lies outside the %d classes".formatted(what, values[i], i, classes));
      }
    }
    return LongStream.of(values).mapToInt(Math::toIntExact).toArray();
  }

  /** One sentence for a file that could not be read or decompressed. */
  static FormatException unreadable(Path file, IOException e) {
    if (!Files.exists(file)) {
      return new FormatException(file, "no such file or folder; check the path of the data", e);
    }
    return new FormatException(
        file, "cannot be read, it may be truncated or damaged (" + e + ")", e);
  }
}
