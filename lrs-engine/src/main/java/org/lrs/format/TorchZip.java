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
      for (ZipEntry entry : Collections.list(zip.entries())) {
        verify(entry);
      }
      root = root();
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
        .orElseThrow(
            () -> new FormatException(file, "is a zip archive without data.pkl; not a checkpoint"));
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

  private void verify(ZipEntry entry) throws IOException {
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
