package org.lrs.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lrs.Range;

/**
 * Values with a shape in Java memory: what weight files hold before the engine takes them over.
 *
 * <p>Immutable as far as its accessors go. Two tensors are equal when type, shape and bytes are.
 *
 * @param dtype element type
 * @param shape sizes, outermost first; empty for a scalar; a copy
 * @param data the bytes: little-endian, row-major, contiguous, as many as type and shape need; not
 *     copied, but returned read-only and positioned at the first element
 */
public record HostTensor(DType dtype, long[] shape, ByteBuffer data) {

  /** Axes that a tensor in a file may have, as in PyTorch. */
  static final int MOST_AXES = 64;

  /** Tensors that a file may have; the largest checkpoints have some ten thousand. */
  private static final int MOST_TENSORS = 100_000;

  public HostTensor {
    shape = shape.clone();
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    Range.require(
        byteSize(dtype, shape) == data.remaining(),
        "a tensor of %s %s needs %s bytes, got %s"
            .formatted(dtype, Arrays.toString(shape), byteSize(dtype, shape), data.remaining()));
  }

  /** A float tensor holding a copy of {@code values}. */
  public static HostTensor of(float[] values, long... shape) {
    ByteBuffer data = allocate(values.length * (long) Float.BYTES);
    data.asFloatBuffer().put(values);
    return new HostTensor(DType.F32, shape, data);
  }

  /** A 64-bit integer tensor holding a copy of {@code values}. */
  public static HostTensor of(long[] values, long... shape) {
    ByteBuffer data = allocate(values.length * (long) Long.BYTES);
    data.asLongBuffer().put(values);
    return new HostTensor(DType.I64, shape, data);
  }

  /** An unsigned byte tensor on top of {@code values}, which the caller must not change again. */
  public static HostTensor of(byte[] values, long... shape) {
    return new HostTensor(DType.U8, shape, ByteBuffer.wrap(values));
  }

  private static ByteBuffer allocate(long bytes) {
    return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public long count() {
    return data.remaining() / dtype.bytes();
  }

  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** All elements as floats, row-major; wider types are rounded to the nearest float. */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(count())];
    if (dtype == DType.F32) {
      data().asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case F16 -> halfToFloat(data.getShort(i * 2));
            case BF16 -> Float.intBitsToFloat(data.getShort(i * 2) << 16);
            case F64 -> (float) data.getDouble(i * 8);
            default -> (float) integerAt(i);
          };
    }
    return values;
  }

  /**
   * All elements as integers, row-major.
   *
   * @throws IllegalStateException if this tensor holds floating-point numbers
   */
  public long[] toLongs() {
    return IntStream.range(0, Math.toIntExact(count())).mapToLong(this::integerAt).toArray();
  }

  private long integerAt(int i) {
    return switch (dtype) {
      case U8, BOOL -> data.get(i) & 0xFFL;
      case I8 -> data.get(i);
      case I16 -> data.getShort(i * 2);
      case I32 -> data.getInt(i * 4);
      case I64 -> data.getLong(i * 8);
      case F16, BF16, F32, F64 ->
          throw new IllegalStateException("expected a tensor of integers, this one holds " + dtype);
    };
  }

  /** IEEE 754 binary16 to binary32; exact, as every half is a float. */
  static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1F;
    int mantissa = half & 0x3FF;
    if (exponent == 0x1F) {
      return Float.intBitsToFloat(sign | 0x7F800000 | (mantissa << 13));
    }
    if (exponent == 0) {
      // Zero and subnormals: mantissa · 2⁻²⁴.
      float magnitude = mantissa * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (mantissa << 13));
  }

  /** Refuses a file of more tensors than any model has; empty ones cost memory, too. */
  static void requireFew(Path file, int tensors) {
    if (tensors > MOST_TENSORS) {
      throw new FormatException(
          file, String.format(Locale.ROOT, "has more than %,d tensors", MOST_TENSORS));
    }
  }

  /** The number in at most eight bytes, the lowest first. */
  static long littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(Arrays.copyOf(bytes, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /**
   * Bytes a tensor needs.
   *
   * @throws IllegalArgumentException if a size is negative or the product overflows
   */
  static long byteSize(DType dtype, long... shape) {
    if (Arrays.stream(shape).anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
    }
    if (Arrays.stream(shape).anyMatch(size -> size == 0)) {
      return 0;
    }
    try {
      return Arrays.stream(shape).reduce(dtype.bytes(), Math::multiplyExact);
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " is too large", overflow);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostTensor that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * dtype.hashCode() + Arrays.hashCode(shape)) + data.hashCode();
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
