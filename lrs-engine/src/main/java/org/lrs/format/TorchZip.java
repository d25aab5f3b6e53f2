package org.lrs.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The zip archive of a PyTorch checkpoint; the checksum of each entry is verified when opened. */
final class TorchZip implements AutoCloseable {
  private static final String PICKLE = "data.pkl";
  private final Path file;
  private final ZipFile zip;
  private final String root;
  private final Map<String, ByteBuffer> storages = new HashMap<>();

  private TorchZip(Path file, ZipFile zip, String root) {
    this.file = file;
    this.zip = zip;
    this.root = root;
  }

  static TorchZip open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new FormatException(
          file, "its zip directory is unreadable; the file is truncated or damaged", e);
    }
    try {
      return new TorchZip(file, zip, check(file, zip));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Verifies every entry, also those not needed, and finds the folder all of them are in. */
  private static String check(Path file, ZipFile zip) throws IOException {
    String root = null;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      verify(file, zip, entry);
      String name = entry.getName();
      if (name.endsWith("/" + PICKLE) && name.indexOf('/') == name.length() - PICKLE.length() - 1) {
        root = name.substring(0, name.length() - PICKLE.length());
      }
    }
    if (root == null) {
      throw new FormatException(file, "is a zip archive without data.pkl; not a checkpoint");
    }
    return root;
  }

  /** False if the archive says that its weights are big-endian; old archives do not record it. */
  boolean isLittleEndian() throws IOException {
    ZipEntry order = zip.getEntry(root + "byteorder");
    return order == null || new String(read(order), US_ASCII).equals("little");
  }

  byte[] pickle() throws IOException {
    return read(zip.getEntry(root + PICKLE));
  }

  /** The bytes of a storage, read once however many tensors view it. */
  ByteBuffer storage(String key) throws IOException {
    if (!storages.containsKey(key)) {
      ZipEntry entry = zip.getEntry(root + "data/" + key);
      if (entry == null) {
        throw new FormatException(file, "storage '%s' is missing; damaged".formatted(key));
      }
      storages.put(key, ByteBuffer.wrap(read(entry)));
    }
    return storages.get(key);
  }

  private byte[] read(ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static void verify(Path file, ZipFile zip, ZipEntry entry) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
        throw new FormatException(
            file, "entry '%s' fails its checksum; the file is damaged".formatted(entry.getName()));
      }
    } catch (ZipException | EOFException e) {
      throw new FormatException(
          file, "entry '%s' is unreadable; the file is damaged".formatted(entry.getName()), e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
