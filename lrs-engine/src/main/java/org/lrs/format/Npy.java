package org.lrs.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reader and writer of NumPy's {@code .npy} arrays. Written ones are row-major and little-endian.
 */
public final class Npy {
  private Npy() {}

  /**
   * Reads a whole array.
   *
   * @throws FormatException as {@link #open}, or if it is too large for memory
   */
  public static HostTensor read(Path file) {
    NpyFile array = open(file);
    return array.rows(0, array.count());
  }

  /**
   * Reads what an array is, and checks that the file holds all of it.
   *
   * @throws FormatException if the file is missing, truncated, not an array or of an unsupported
   *     type
   */
  public static NpyFile open(Path file) {
    try (InputStream in = InputFile.open(file, "array")) {
      NpyHeader header = NpyHeader.read(file, in);
      requireBytes(header, Files.size(file) - header.start());
      NpyFile array = NpyFile.of(header);
      // Of scattered rows, one takes as long to read as all.
      return header.isTurned() ? NpyFile.of(file, array.rows(0, array.count())) : array;
    } catch (IOException e) {
      throw FormatException.unreadable(file, "array", e);
    }
  }

  /**
   * Reads a whole array from a stream that ends with it.
   *
   * @param file for messages
   * @param most bytes that the elements may have
   */
  static HostTensor read(Path file, InputStream in, long most) throws IOException {
    NpyHeader header = NpyHeader.read(file, in);
    if (header.bytes() > most) {
      throw new FormatException(
          file, "declares %s bytes, too many for its size".formatted(header.bytes()));
    }
    byte[] data = in.readNBytes(header.size());
    requireBytes(header, in.read() < 0 ? data.length : Long.MAX_VALUE);
    return header.decode(ByteBuffer.wrap(data));
  }

  private static void requireBytes(NpyHeader header, long present) {
    if (present != header.bytes()) {
      throw new FormatException(
          header.file(),
          "array of %s %s needs %s bytes, the file has %s"
              .formatted(
                  header.type().dtype(),
                  Arrays.toString(header.shape()),
                  header.bytes(),
                  present < header.bytes() ? Math.max(0, present) : "more"));
    }
  }

  /**
   * Writes an array in format 1.0.
   *
   * @throws IllegalArgumentException for {@link DType#BF16}, which NumPy does not have
   * @throws IOException if the disk refuses
   */
  public static void write(Path file, HostTensor array) throws IOException {
    write(file, array.dtype(), List.of(array.data()), array.shape());
  }

  /**
   * Writes an array part by part, so that it never has to be in memory.
   *
   * @param parts the data in order, as many bytes as type and shape need
   * @throws IllegalArgumentException for {@link DType#BF16}, which NumPy does not have
   * @throws IOException if the disk refuses
   */
  public static void write(Path file, DType dtype, Iterable<ByteBuffer> parts, long... shape)
      throws IOException {
    if (dtype.numpyName() == null) {
      throw new IllegalArgumentException("NumPy has no type for " + dtype);
    }
    String sizes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(dtype.numpyName(), sizes, shape.length == 1 ? "," : "");
    // The data starts at a multiple of 64 bytes; a newline ends the header.
    header += " ".repeat(63 - (NpyHeader.MAGIC.length() + 4 + header.length()) % 64) + "\n";
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(NpyHeader.MAGIC.getBytes(StandardCharsets.ISO_8859_1));
      out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
      out.write(header.getBytes(StandardCharsets.ISO_8859_1));
      for (ByteBuffer part : parts) {
        Safetensors.writeAll(Channels.newChannel(out), part);
      }
    }
  }
}
