package org.lrs.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** A NumPy array in a file, of which rows are read when they are needed. */
public final class NpyFile {

  /** Rows {@code from} (inclusive) to {@code to} (exclusive) of the outermost axis. */
  private interface Rows {
    HostTensor of(long from, long to);
  }

  private final Path file;
  private final DType dtype;
  private final long[] shape;
  private final Rows rows;

  private NpyFile(Path file, DType dtype, long[] shape, Rows rows) {
    this.file = file;
    this.dtype = dtype;
    this.shape = shape;
    this.rows = rows;
  }

  /** An array that stays in its file. */
  static NpyFile of(NpyHeader header) {
    long[] shape = header.shape();
    return new NpyFile(
        header.file(),
        header.type().dtype(),
        shape,
        (from, to) -> {
          long[] part = part(shape, from, to);
          NpyHeader wanted = header.withShape(part);
          return wanted.decode(read(wanted, from == 0 ? 0 : wanted.bytes() / (to - from) * from));
        });
  }

  /** An array that was read already. */
  static NpyFile of(Path file, HostTensor array) {
    long[] shape = array.shape();
    return new NpyFile(
        file,
        array.dtype(),
        shape,
        (from, to) -> {
          long[] part = part(shape, from, to);
          int bytes = (int) HostTensor.byteSize(array.dtype(), part);
          int start = from == 0 ? 0 : (int) (bytes / (to - from) * from);
          return new HostTensor(array.dtype(), part, array.data().slice(start, bytes));
        });
  }

  private static long[] part(long[] shape, long from, long to) {
    long[] part = shape.clone();
    if (part.length > 0) {
      part[0] = to - from;
    }
    return part;
  }

  /** Stored elements, so many bytes after the first. */
  private static ByteBuffer read(NpyHeader wanted, long offset) {
    ByteBuffer data = ByteBuffer.allocate(wanted.size());
    try (FileChannel in = FileChannel.open(wanted.file())) {
      while (data.hasRemaining()) {
        if (in.read(data, wanted.start() + offset + data.position()) < 0) {
          throw new FormatException(wanted.file(), "became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw FormatException.unreadable(wanted.file(), "array", e);
    }
    return data.flip();
  }

  /** Where the array is. */
  public Path file() {
    return file;
  }

  /** Element type. */
  public DType dtype() {
    return dtype;
  }

  /** Sizes, outermost first; a copy. */
  public long[] shape() {
    return shape.clone();
  }

  /** Size of the outermost axis; 1 for a single value. */
  public long count() {
    return shape.length == 0 ? 1 : shape[0];
  }

  /**
   * Reads rows {@code from} (inclusive) to {@code to} (exclusive) of the outermost axis.
   *
   * @return as an array of its own
   * @throws FormatException if the file has become shorter, or they exceed 2 GiB
   */
  public HostTensor rows(long from, long to) {
    return rows.of(from, to);
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
