package org.lrs.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lrs.format.Expansion;
import org.lrs.format.FormatException;
import org.lrs.format.InputFile;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/** A file that may be compressed by gzip or xz; its content says so. */
final class PackedFile {
  private static final String GZIP = "\u001f\u008b";
  private static final String XZ = "\u00fd7zXZ\0";

  /** The strongest usual setting of xz, -9, takes 65 MiB to unpack. */
  private static final int XZ_MEBIBYTES = 100;

  private static final int BUFFER = 1 << 13;

  private final Path file;
  private final String format;

  /** The bytes as stored; its position is where damage was met. */
  private final LimitedStream stored;

  private PackedFile(Path file, InputStream in) throws IOException {
    this.file = file;
    in.mark(XZ.length());
    String head = new String(in.readNBytes(XZ.length()), ISO_8859_1);
    in.reset();
    this.format = head.startsWith(GZIP) ? "gzip" : head.equals(XZ) ? "xz" : null;
    this.stored = new LimitedStream(file, in, Long.MAX_VALUE, "");
  }

  /** See {@link DataFiles#read}. */
  static <T> T read(Path file, DataFiles.Reading<T> reading) {
    try (InputStream in = new BufferedInputStream(InputFile.open(file, "data"), BUFFER)) {
      return new PackedFile(file, in).read(reading);
    } catch (IOException e) {
      throw DataFiles.unreadable(file, e);
    }
  }

  private <T> T read(DataFiles.Reading<T> reading) throws IOException {
    String name = file.getFileName().toString();
    String promised = name.endsWith(".gz") ? "gzip" : name.endsWith(".xz") ? "xz" : format;
    if (format == null && promised != null) {
      throw new FormatException(
          file, "is no %s file, though its name says so; damaged".formatted(promised));
    }
    try {
      return reading.from(unpacked());
    } catch (EOFException e) {
      throw new FormatException(file, "is truncated: its data end too early", e);
    } catch (MemoryLimitException e) {
      throw new FormatException(
          file,
          "needs %s MiB of memory to be unpacked, at most %s are given; compress it with 'xz -6'"
              .formatted(e.getMemoryNeeded() >> 10, XZ_MEBIBYTES),
          e);
    } catch (ZipException | XZIOException e) {
      throw new FormatException(
          file, "its %s data are damaged near byte %s".formatted(format, stored.position()), e);
    }
  }

  private InputStream unpacked() throws IOException {
    if (format == null) {
      return stored;
    }
    // The cache, because each block of a file could ask for new arrays.
    InputStream all =
        format.equals("gzip")
            ? new GZIPInputStream(stored, BUFFER)
            : new XZInputStream(stored, XZ_MEBIBYTES << 10, true, new BasicArrayCache());
    long size = Files.size(file);
    return new LimitedStream(
        file,
        all,
        Expansion.most(size),
        "unpacks to more than %s times its %s bytes; no images do"
            .formatted(Expansion.LARGEST_FACTOR, size));
  }
}
