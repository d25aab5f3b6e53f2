package org.lrs.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.lrs.text.Foreign;

/**
 * NumPy arrays under names in one {@code .npz} file, a zip archive. Arrays are read one by one, and
 * only those that are wanted.
 */
public final class Npz implements AutoCloseable {
  private static final String ENDING = ".npy";

  private final Path file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> arrays = new LinkedHashMap<>();

  private Npz(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
    zip.stream()
        .filter(entry -> entry.getName().endsWith(ENDING))
        .forEach(
            entry ->
                arrays.put(
                    entry.getName().substring(0, entry.getName().length() - ENDING.length()),
                    entry));
  }

  /**
   * Reads the names.
   *
   * @throws FormatException if the file is missing or damaged
   */
  public static Npz open(Path file) {
    InputFile.require(file, "arrays");
    try {
      byte[] head = FileKind.head(file);
      if (head.length < 2 || head[0] != 'P' || head[1] != 'K') {
        throw new FormatException(
            file, "expected a folder of arrays or a .npz file, this is " + FileKind.words(head));
      }
      return new Npz(file, new ZipFile(file.toFile()));
    } catch (ZipException | IllegalArgumentException e) {
      throw e instanceof FormatException known
          ? known
          : new FormatException(
              file, "its zip directory is unreadable; the file is truncated or damaged", e);
    } catch (IOException e) {
      throw FormatException.unreadable(file, "arrays", e);
    }
  }

  /** The names in the order of the file. */
  public List<String> names() {
    return List.copyOf(arrays.keySet());
  }

  /**
   * Reads an array.
   *
   * @param name one of {@link #names}
   * @throws FormatException if it is damaged, not an array of numbers, or unpacks to far more than
   *     arrays of images and labels do
   */
  public NpyFile read(String name) {
    ZipEntry entry = arrays.get(name);
    Path place = file.resolveSibling(file.getFileName() + "[" + Foreign.text(name) + "]");
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      HostTensor array = Npy.read(place, in, Expansion.most(entry.getCompressedSize()));
      if (crc.getValue() != entry.getCrc()) {
        throw new FormatException(place, "fails its checksum; the file is damaged");
      }
      return NpyFile.of(place, array);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw e instanceof FormatException known
          ? known
          : new FormatException(place, "is truncated or damaged", e);
    } catch (IOException e) {
      throw FormatException.unreadable(file, "arrays", e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
