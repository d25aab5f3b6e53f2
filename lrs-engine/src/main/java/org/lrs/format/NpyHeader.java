package org.lrs.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.text.Foreign;

/**
 * What stands before the elements of a NumPy array, in versions 1 to 3 of the format.
 *
 * @param file for messages
 * @param type how elements are stored
 * @param fortran whether the first index varies fastest
 * @param shape sizes, outermost first
 * @param start byte at which the first element stands
 */
record NpyHeader(Path file, StoredType type, boolean fortran, long[] shape, long start) {
  static final String MAGIC = "\u0093NUMPY";

  private static final int LARGEST = 1 << 16;
  private static final Pattern TYPE = Pattern.compile("['\"]descr['\"] *: *(?:['\"]([^'\"]*)|\\[)");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"] *: *(True|False|0|1)");
  private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"] *: *\\(([0-9L, ]*)\\)");

  /**
   * Reads a header.
   *
   * @throws FormatException if it is none, or of an array that is not read
   * @throws IOException if the stream ends with a failure
   */
  static NpyHeader read(Path file, InputStream in) throws IOException {
    byte[] prefix = in.readNBytes(8);
    if (!new String(prefix, StandardCharsets.ISO_8859_1).startsWith(MAGIC) || prefix.length < 8) {
      throw new FormatException(file, "expected a NumPy array, this is " + FileKind.words(prefix));
    }
    if (prefix[6] < 1 || prefix[6] > 3) {
      throw new FormatException(
          file, "is a NumPy array of version %s, expected 1, 2 or 3".formatted(prefix[6]));
    }
    // Version 1 has a length of two bytes, later ones of four.
    byte[] length = in.readNBytes(prefix[6] == 1 ? 2 : 4);
    long bytes = HostTensor.littleEndian(length);
    byte[] text = bytes > LARGEST ? new byte[0] : in.readNBytes((int) bytes);
    if (text.length < bytes) {
      throw new FormatException(file, "the header of the array is truncated or damaged");
    }
    return parse(
        file, new String(text, StandardCharsets.UTF_8), prefix.length + length.length + bytes);
  }

  private static NpyHeader parse(Path file, String text, long start) {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !order.find() || !shape.find()) {
      throw new FormatException(
          file, "the header of the array is damaged: '%s'".formatted(Foreign.text(text.strip())));
    }
    if (type.group(1) == null) {
      throw new FormatException(file, "holds records, expected an array of numbers");
    }
    boolean fortran = order.group(1).equals("True") || order.group(1).equals("1");
    return new NpyHeader(
        file, StoredType.of(file, type.group(1)), fortran, sizes(file, shape.group(1)), start);
  }

  private static long[] sizes(Path file, String text) {
    try {
      // Python 2 wrote an L behind long integers.
      long[] sizes =
          Arrays.stream(text.replace("L", "").split(","))
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      if (sizes.length <= HostTensor.MOST_AXES) {
        return sizes;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new FormatException(
        file, "the shape of the array is damaged: (%s)".formatted(Foreign.text(text)));
  }

  /** Bytes of the elements as stored. */
  long bytes() {
    try {
      return Math.multiplyExact(HostTensor.byteSize(DType.U8, shape), (long) type.bytes());
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new FormatException(
          file, "an array of shape %s is too large".formatted(Arrays.toString(shape)), e);
    }
  }

  /**
   * As {@link #bytes}, of elements that are read at once.
   *
   * @throws FormatException if they exceed 2 GiB, as stored or as they are read
   */
  int size() {
    long bytes = bytes();
    long most = Math.max(bytes, bytes / type.bytes() * type.dtype().bytes());
    if (most > Integer.MAX_VALUE - 8) {
      throw new FormatException(file, "an array of %s bytes exceeds 2 GiB".formatted(most));
    }
    return (int) bytes;
  }

  /** The same for some of the rows. */
  NpyHeader withShape(long... part) {
    return new NpyHeader(file, type, fortran, part, start);
  }

  /** Stored elements as an array. */
  HostTensor decode(ByteBuffer stored) {
    return type.decode(file, isTurned() ? turned(stored) : stored, shape);
  }

  /** Whether rows lie scattered. */
  boolean isTurned() {
    return fortran && shape.length > 1;
  }

  /** Elements with the last index varying fastest in place of the first. */
  private ByteBuffer turned(ByteBuffer stored) {
    int size = type.bytes();
    int[] index = new int[shape.length];
    int[] stride = new int[shape.length];
    int step = size;
    for (int axis = 0; axis < shape.length; axis++) {
      stride[axis] = step;
      step *= (int) shape[axis];
    }
    ByteBuffer out = ByteBuffer.allocate(stored.remaining());
    int from = 0;
    while (out.hasRemaining()) {
      out.put(stored.slice(from, size));
      // The next index, as an odometer turns.
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        from += stride[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        from -= stride[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return out.flip();
  }
}
