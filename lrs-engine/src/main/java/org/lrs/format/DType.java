package org.lrs.format;

/**
 * Element types that weight files hold and this project reads: floating-point numbers, of which
 * NumPy lacks BF16, the upper half of a float; unsigned and signed integers; truth values, 0 or 1
 * in one byte.
 */
public enum DType {
  F16(2, "<f2"),
  BF16(2, null),
  F32(4, "<f4"),
  F64(8, "<f8"),
  U8(1, "|u1"),
  I8(1, "|i1"),
  I16(2, "<i2"),
  I32(4, "<i4"),
  I64(8, "<i8"),
  BOOL(1, "|b1");

  private final int bytes;
  private final String numpy;

  DType(int bytes, String numpy) {
    this.bytes = bytes;
    this.numpy = numpy;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether its elements are integers or truth values, not floating-point numbers. */
  public boolean isInteger() {
    return switch (this) {
      case F16, BF16, F32, F64 -> false;
      case U8, I8, I16, I32, I64, BOOL -> true;
    };
  }

  /** NumPy's name of this type in little-endian order, or null where it has none. */
  String numpyName() {
    return numpy;
  }
}
