package org.lrs.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.lrs.format.FormatException;

/**
 * A stream that may hold so many bytes and no more. Compressed files can be made to unpack without
 * end; a reader states what it expects, and stops at the first byte beyond.
 */
final class LimitedStream extends InputStream {
  private final Path file;
  private final InputStream in;
  private final long limit;
  private final String excess;
  private long position;
  private long soonerEnd = Long.MAX_VALUE;
  private String soonerExcess;

  /**
   * Limits a stream.
   *
   * @param file for messages
   * @param excess what is wrong with a file that holds more, in words
   */
  LimitedStream(Path file, InputStream in, long limit, String excess) {
    this.file = file;
    this.in = in;
    this.limit = limit;
    this.excess = excess;
  }

  /** For a part of the stream, sets a limit of its own, so many bytes after those read so far. */
  void part(long bytes, String partExcess) {
    soonerEnd = bytes > limit - position ? Long.MAX_VALUE : position + bytes;
    soonerExcess = partExcess;
  }

  /** Bytes read so far. */
  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    long left = Math.min(limit, soonerEnd) - position;
    if (left > 0) {
      int n = in.read(buffer, offset, (int) Math.min(length, left));
      position += Math.max(0, n);
      return n;
    }
    if (in.read() >= 0) {
      throw new FormatException(file, soonerEnd < limit ? soonerExcess : excess);
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
