package org.lrs.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Where results are printed. A writer of Java forgets why it failed, so the reason is kept here:
 * what could not be written has not been carried out.
 */
final class StandardOutput extends FilterOutputStream {

  /** What the system says when the reader of a pipe has closed it. */
  private static final String CLOSED = "Broken pipe";

  private IOException failure;

  StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Whether all that was printed has been written. */
  boolean whole() {
    return failure == null;
  }

  /** Whether its reader wanted no more. */
  boolean closed() {
    return failure != null && CLOSED.equals(failure.getMessage());
  }

  /** The sentence about what is missing. */
  String sentence() {
    return "the result cannot be written to the standard output ("
        + failure.getMessage()
        + "); free space there, or name another place";
  }
}
