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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reader and writer of NumPy's {@code .npy} arrays in row-major, little-endian order. */
public final class Npy {
  private static final String MAGIC = "\u0093NUMPY";
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\),?"
              + " *\\}\\s*");

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
   * @throws FormatException if the file is missing, truncated, not an array, in Fortran order or of
   *     an unsupported type
   */
  public static NpyFile open(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] prefix = in.readNBytes(8);
      if (prefix.length < 8
          || !new String(prefix, 0, 6, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
        throw new FormatException(file, "expected a NumPy array, its first bytes are not of one");
      }
      // Format 1.0 has a length of two bytes, later ones of four.
      int width = prefix[6] == 1 ? 2 : 4;
      byte[] length = in.readNBytes(width);
      long headerBytes = HostTensor.littleEndian(length);
      if (length.length < width || headerBytes > 65_535) {
        throw new FormatException(file, "the array's header is truncated or damaged");
      }
      String header = new String(in.readNBytes((int) headerBytes), StandardCharsets.ISO_8859_1);
      return array(file, header, prefix.length + width + headerBytes);
    } catch (IOException e) {
      throw FormatException.unreadable(file, "array", e);
    }
  }

  private static NpyFile array(Path file, String header, long start) throws IOException {
    Matcher match = HEADER.matcher(header);
    if (!match.matches()) {
      throw new FormatException(file, "the array's header is damaged: '%s'".formatted(header));
    }
    DType dtype = dtype(file, match.group(1));
    if (match.group(2).equals("True")) {
      throw new FormatException(
          file, "array is in Fortran order; save it with numpy.ascontiguousarray");
    }
    long[] shape;
    long bytes;
    try {
      shape =
          Arrays.stream(match.group(3).split(","))
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      bytes = HostTensor.byteSize(dtype, shape);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file, "the array's shape is damaged: " + e.getMessage(), e);
    }
    long present = Files.size(file) - start;
    if (present != bytes) {
      throw new FormatException(
          file,
          "array of %s %s needs %d bytes, the file has %s"
              .formatted(
                  dtype,
                  Arrays.toString(shape),
                  bytes,
                  present < bytes ? Math.max(0, present) : "more"));
    }
    return new NpyFile(file, dtype, shape, start);
  }

  private static DType dtype(Path file, String descr) {
    for (DType dtype : DType.values()) {
      if (descr.equals(dtype.numpyName())) {
        return dtype;
      }
    }
    throw new FormatException(file, "arrays of type '%s' are not supported".formatted(descr));
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
    header += " ".repeat(63 - (MAGIC.length() + 4 + header.length()) % 64) + "\n";
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(MAGIC.getBytes(StandardCharsets.ISO_8859_1));
      out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
      out.write(header.getBytes(StandardCharsets.ISO_8859_1));
      for (ByteBuffer part : parts) {
        Safetensors.writeAll(Channels.newChannel(out), part);
      }
    }
  }
}
