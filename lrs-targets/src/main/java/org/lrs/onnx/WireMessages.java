package org.lrs.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Messages of a protobuf file, field by field, of which a reader takes those that it knows. */
final class WireMessages {

  // Types of fields, in the lowest three bits of their tags.
  static final int INTEGER = 0;
  static final int BYTES = 2;

  private static final int DEEPEST = 64;
  private static final int LONGEST_TEXT = 10_000;
  private static final long MOST_VALUES = 1L << 30;

  /** Reads the field of a tag, which is 8 · number + type; false leaves it to be skipped. */
  interface Reader {
    boolean read(int tag) throws IOException;
  }

  private final String what;
  private final CodedInputStream in;
  private int depth;

  /**
   * @param what that is read, for messages
   */
  WireMessages(String what, InputStream bytes) {
    this.what = what;
    in = CodedInputStream.newInstance(bytes);
  }

  /** Reads a message in a field. */
  boolean message(Reader reader) throws IOException {
    depth++;
    if (depth > DEEPEST) {
      throw refused("is nested more than %d deep", DEEPEST);
    }
    int limit = in.pushLimit(in.readRawVarint32());
    fields(reader);
    if (in.getBytesUntilLimit() != 0) {
      throw new InvalidProtocolBufferException("a message ends before its length");
    }
    in.popLimit(limit);
    depth--;
    return true;
  }

  /** Reads the fields of the whole file, or of the message that was begun. */
  void fields(Reader reader) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!reader.read(tag) && !in.skipField(tag)) {
        throw new InvalidProtocolBufferException("a group ends that did not begin");
      }
    }
  }

  /** Reads a text into its place. */
  boolean text(String[] into, int place) throws IOException {
    int length = in.readRawVarint32();
    if (length > LONGEST_TEXT) {
      throw refused("has a name of %d bytes", length);
    }
    into[place] = new String(in.readRawBytes(length), StandardCharsets.UTF_8);
    return true;
  }

  /** Multiplies a number of values by one size of a tensor, or by several in one field. */
  boolean sizes(int tag, long[] values) throws IOException {
    if ((tag & 7) == BYTES) {
      int limit = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        multiply(values, in.readInt64());
      }
      in.popLimit(limit);
    } else {
      multiply(values, in.readInt64());
    }
    return true;
  }

  private void multiply(long[] values, long size) {
    if (size > MOST_VALUES / values[0]) {
      throw refused("declares a tensor of more than %d values", MOST_VALUES);
    }
    values[0] *= Math.max(1, size);
  }

  /** The failure of a file that would do harm. */
  IllegalArgumentException refused(String reason, Object value) {
    return new IllegalArgumentException(
        "%s %s; export the network again or choose another target"
            .formatted(what, reason.formatted(value)));
  }
}
