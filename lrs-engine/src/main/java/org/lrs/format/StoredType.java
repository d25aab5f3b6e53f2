package org.lrs.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.text.Foreign;

/**
 * How a NumPy array stores its elements. Types and orders of bytes that {@link DType} lacks are
 * converted: unsigned integers become signed ones that hold them.
 *
 * @param dtype what an element is read as
 * @param bytes of a stored element
 * @param unsigned whether it is an unsigned integer
 * @param bigEndian whether its first byte is the highest
 */
record StoredType(DType dtype, int bytes, boolean unsigned, boolean bigEndian) {

  private static final Pattern NAME = Pattern.compile("([<>|=]?)(([a-z?])[1-9]?)");

  /**
   * The type of a name such as {@code <f4}.
   *
   * @throws FormatException if it is none of numbers and truth values, or none that is read
   */
  static StoredType of(Path file, String name) {
    Matcher parts = NAME.matcher(name);
    DType dtype = parts.matches() ? dtype(parts.group(2)) : null;
    if (dtype == null) {
      throw new FormatException(file, "holds " + words(name) + ", expected an array of numbers");
    }
    boolean unsigned = parts.group(3).equals("u");
    int bytes = unsigned ? Integer.parseInt(parts.group(2).substring(1)) : dtype.bytes();
    return new StoredType(dtype, bytes, unsigned, parts.group(1).equals(">"));
  }

  private static DType dtype(String name) {
    return switch (name) {
      case "f2" -> DType.F16;
      case "f4" -> DType.F32;
      case "f8" -> DType.F64;
      case "u1" -> DType.U8;
      case "i1" -> DType.I8;
      case "i2" -> DType.I16;
      case "i4", "u2" -> DType.I32;
      case "i8", "u4", "u8" -> DType.I64;
      case "b1", "?" -> DType.BOOL;
      default -> null;
    };
  }

  private static String words(String name) {
    if (name.contains("O")) {
      return "Python objects, which only executing code could read";
    }
    return name.contains("U") || name.contains("S")
        ? "texts"
        : "elements of type '%s'".formatted(Foreign.text(name));
  }

  /**
   * Stored elements as an array.
   *
   * @param file for messages
   * @param stored as many as the shape needs
   */
  HostTensor decode(Path file, ByteBuffer stored, long... shape) {
    boolean asItIs = bytes == dtype.bytes() && !(bytes > 1 && (bigEndian || unsigned));
    if (asItIs) {
      return new HostTensor(dtype, shape, stored);
    }
    int count = stored.remaining() / bytes;
    ByteBuffer in =
        stored.slice().order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(count * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      long bits = bits(in);
      if (unsigned && bits < 0) {
        throw new FormatException(
            file, "has %s, at most 2^63 - 1 is read".formatted(Long.toUnsignedString(bits)));
      }
      put(out, bits);
    }
    return new HostTensor(dtype, shape, out.flip());
  }

  private long bits(ByteBuffer in) {
    return switch (bytes) {
      case 2 -> in.getShort() & 0xFFFFL;
      case 4 -> in.getInt() & 0xFFFF_FFFFL;
      default -> in.getLong();
    };
  }

  private void put(ByteBuffer out, long bits) {
    switch (dtype.bytes()) {
      case 2 -> out.putShort((short) bits);
      case 4 -> out.putInt((int) bits);
      default -> out.putLong(bits);
    }
  }
}
