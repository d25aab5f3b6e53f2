package org.lrs.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.lrs.text.Foreign;

/** The zip archive of a PyTorch checkpoint; the checksum of each entry is verified when opened. */
final class TorchZip implements AutoCloseable {
  private static final String PICKLE = "data.pkl";

  /** PyTorch compresses nothing, and those who pack again what it wrote gain little. */
  private static final long MOST_UNPACKED = 20;

  private static final long ALWAYS_ALLOWED = 1 << 20;
  private final Path file;
  private final ZipFile zip;
  private final String root;

  /** Opens the archive and verifies every entry, also those not needed. */
  TorchZip(Path file) throws IOException {
    this.file = file;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new FormatException(
          file, "its zip directory is unreadable; the file is truncated or damaged", e);
    }
    try {
      root = root();
      requireSizes(Files.size(file));
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        verify(all.nextElement());
      }
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** The folder that all entries are in. */
  private String root() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith("/" + PICKLE))
        .map(name -> name.substring(0, name.length() - PICKLE.length()))
        .filter(folder -> folder.indexOf('/') == folder.length() - 1)
        .reduce((first, last) -> last)
        .orElseThrow(() -> new FormatException(file, "is " + words() + "; not a checkpoint"));
  }

  private String words() {
    if (zip.stream().anyMatch(entry -> entry.getName().endsWith(".npy"))) {
      return "a NumPy archive (.npz)";
    }
    return zip.getEntry("model.weights.h5") == null
        ? "a zip archive without data.pkl"
        : "a Keras model";
  }

  /** Refuses entries that share their bytes or have a name twice, and any that unpack to a bomb. */
  private void requireSizes(long bytes) {
    Set<String> names = new HashSet<>();
    long packed = 0;
    long unpacked = 0;
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = Foreign.text(entry.getName());
      if (!names.add(entry.getName())) {
        throw new FormatException(file, "has the entry '%s' twice".formatted(name));
      }
      if (entry.getSize() < 0 || entry.getSize() > Integer.MAX_VALUE - 8) {
        throw new FormatException(
            file, "entry '%s' is larger than the 2 GiB supported".formatted(name));
      }
      packed += Math.max(0, entry.getCompressedSize());
      unpacked += entry.getSize();
      HostTensor.requireFew(file, names.size());
    }
    if (packed > bytes) {
      throw new FormatException(file, "its entries overlap; it is damaged or made to harm");
    }
    if (unpacked > Math.max(ALWAYS_ALLOWED, MOST_UNPACKED * bytes)) {
      throw new FormatException(
          file,
          "unpacks to %s bytes, more than %s times its size".formatted(unpacked, MOST_UNPACKED));
    }
  }

  /** False if the archive says that its weights are big-endian; old archives do not record it. */
  boolean isLittleEndian() throws IOException {
    ZipEntry order = zip.getEntry(root + "byteorder");
    return order == null || new String(read(order), US_ASCII).equals("little");
  }

  byte[] pickle() throws IOException {
    return read(zip.getEntry(root + PICKLE));
  }

  /** The bytes of a storage. */
  ByteBuffer storage(String key) throws IOException {
    ZipEntry entry = zip.getEntry(root + "data/" + key);
    if (entry == null) {
      throw new FormatException(
          file, "storage '%s' is missing; damaged".formatted(Foreign.text(key)));
    }
    return ByteBuffer.wrap(read(entry));
  }

  private byte[] read(ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private void verify(ZipEntry entry) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      // A stream may unpack to more than its entry declares, and without end.
      in.skipNBytes(entry.getSize());
      if (in.read() >= 0 || crc.getValue() != entry.getCrc()) {
        throw new FormatException(
            file,
            "entry '%s' fails its checksum; the file is damaged"
                .formatted(Foreign.text(entry.getName())));
      }
    } catch (ZipException | EOFException e) {
      throw new FormatException(
          file,
          "entry '%s' is unreadable; the file is damaged".formatted(Foreign.text(entry.getName())),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
