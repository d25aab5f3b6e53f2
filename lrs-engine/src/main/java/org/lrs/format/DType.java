package org.lrs.format;

/** Element types that weight files hold and this project reads. */
public enum DType {
  /** IEEE half precision, 2 bytes. */
  F16(2, "<f2"),
  /** Brain float: the upper half of a float, 2 bytes. NumPy has no such type. */
  BF16(2, null),
  /** IEEE single precision, 4 bytes. */
  F32(4, "<f4"),
  /** IEEE double precision, 8 bytes. */
  F64(8, "<f8"),
  /** Unsigned byte, 0 to 255. */
  U8(1, "|u1"),
  /** Signed byte. */
  I8(1, "|i1"),
  /** Signed 16-bit integer. */
  I16(2, "<i2"),
  /** Signed 32-bit integer. */
  I32(4, "<i4"),
  /** Signed 64-bit integer. */
  I64(8, "<i8"),
  /** Truth value in one byte, 0 or 1. */
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

  /** NumPy's name of this type in little-endian order, or null where it has none. */
  String numpyName() {
    return numpy;
  }
}
