package org.lrs.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Text of a file that people write, which must be UTF-8. */
public final class Utf8 {

  private Utf8() {}

  /**
   * The text of these bytes, without a byte order mark at its beginning.
   *
   * @throws IllegalArgumentException for UTF-16, and for bytes that are not UTF-8, naming the line;
   *     the caller puts the name of the file before the sentence
   */
  public static String text(byte[] bytes) {
    if (isWide(bytes)) {
      throw new IllegalArgumentException("the file is UTF-16; save it as UTF-8");
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult end = decoder.decode(in, text, true);
    text.flip();
    if (end.isError()) {
      long line = text.chars().filter(c -> c == '\n').count() + 1;
      throw new IllegalArgumentException("line " + line + " is not UTF-8; save the file as UTF-8");
    }
    String all = text.toString();
    return all.startsWith("\ufeff") ? all.substring(1) : all;
  }

  /** Whether the first characters take two bytes each, as their byte order mark or zeros show. */
  private static boolean isWide(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    return first == 0xfeff || first == 0xfffe || (bytes[0] == 0) != (bytes[1] == 0);
  }
}
