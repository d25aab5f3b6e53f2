package org.lrs.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A NumPy array in a file, of which rows are read when they are needed.
 *
 * @param file where it is
 * @param dtype element type
 * @param shape sizes, outermost first; a copy
 * @param start byte at which the first element stands
 */
public record NpyFile(Path file, DType dtype, long[] shape, long start) {

  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  public NpyFile {
    shape = shape.clone();
  }

  @Override
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
    long[] part = shape.clone();
    if (part.length > 0) {
      part[0] = to - from;
    }
    long bytes = HostTensor.byteSize(dtype, part);
    if (bytes > MOST_BYTES) {
      throw new FormatException(file, "an array of %d bytes exceeds 2 GiB".formatted(bytes));
    }
    ByteBuffer data = ByteBuffer.allocate((int) bytes);
    long row = to == from ? 0 : bytes / (to - from);
    try (FileChannel in = FileChannel.open(file)) {
      while (data.hasRemaining()) {
        if (in.read(data, start + from * row + data.position()) < 0) {
          throw new FormatException(file, "became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw FormatException.unreadable(file, "array", e);
    }
    return new HostTensor(dtype, part, data.flip());
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }
}
