package org.lrs.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import org.lrs.data.EncodedImage.Colours;
import org.lrs.data.EncodedImage.Format;
import org.lrs.format.FormatException;

/** The chunks of a PNG file that its pixels depend on, their checksums verified. */
final class PngFile {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  /** Length, type and checksum of a chunk. */
  private static final int FRAME = 12;

  private static final int HEADER = 13;

  private PngFile() {}

  static boolean is(byte[] bytes) {
    return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == SIGNATURE;
  }

  static EncodedImage parts(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).position(Long.BYTES);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
    kept.write(bytes, 0, Long.BYTES);
    boolean first = true;
    while (true) {
      int start = in.position();
      if (in.remaining() < FRAME || in.getInt(start) > in.remaining() - FRAME) {
        throw new FormatException(file, "is truncated after %s bytes".formatted(bytes.length));
      }
      int length = in.getInt(start);
      String type = new String(bytes, start + 4, 4, ISO_8859_1);
      boolean needed = NEEDED.contains(type);
      if (length < 0
          || (needed && crc(bytes, start + 4, length + 4) != in.getInt(start + 8 + length))) {
        throw new FormatException(
            file, "is damaged: the checksum of its part at byte %s differs".formatted(start));
      }
      if (first != type.equals("IHDR") || (first && length != HEADER)) {
        throw new FormatException(file, "is damaged: expected one header, at its start");
      }
      if (first) {
        long width = in.getInt(start + 8) & 0xFFFF_FFFFL;
        long height = in.getInt(start + 12) & 0xFFFF_FFFFL;
        EncodedImage.requireSize(file, width, height, in.get(start + 16));
      }
      if (needed) {
        kept.write(bytes, start, FRAME + length);
      }
      if (type.equals("IEND")) {
        return new EncodedImage(Format.PNG, Colours.PLAIN, kept.toByteArray());
      }
      first = false;
      in.position(start + FRAME + length);
    }
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
