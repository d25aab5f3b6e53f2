package org.lrs.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Removes colour profiles from JPEG files. Decoders convert pixels by them, each in its own way;
 * classifiers were trained on the pixels as stored.
 */
final class JpegProfile {
  private static final String SIGNATURE = "ICC_PROFILE\0";
  private static final int APP2 = 0xE2;
  private static final int START_OF_SCAN = 0xDA;

  private JpegProfile() {}

  /** The file without its profile; any other file, or a damaged one, unchanged. */
  static byte[] remove(byte[] file) {
    if (file.length < 4 || (file[0] & 0xFF) != 0xFF || (file[1] & 0xFF) != 0xD8) {
      return file;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, 2);
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == START_OF_SCAN) {
        kept.write(file, at, file.length - at);
        return kept.toByteArray();
      }
      int end = at + 2 + ((file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF));
      if (end > file.length || marker < 0xC0) {
        return file;
      }
      int content = at + 4;
      boolean profile =
          marker == APP2
              && end - content >= SIGNATURE.length()
              && new String(file, content, SIGNATURE.length(), StandardCharsets.ISO_8859_1)
                  .equals(SIGNATURE);
      if (!profile) {
        kept.write(file, at, end - at);
      }
      at = end;
    }
    return file;
  }
}
