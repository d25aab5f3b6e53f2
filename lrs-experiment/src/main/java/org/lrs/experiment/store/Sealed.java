package org.lrs.experiment.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.lrs.format.Checksums;

/**
 * A file of a checkpoint that begins with the digest of its name and its content, so that damage is
 * noticed and not taken for a result.
 */
public final class Sealed {

  /** Bytes before the content. */
  public static final int HEADER = 32;

  private Sealed() {}

  /**
   * Writes a file at one moment.
   *
   * @param file where to; its folder must exist
   * @param content is changed where the header is
   */
  public static void write(Path file, byte[] content) throws IOException {
    MessageDigest sum = named(file);
    sum.update(content, HEADER, content.length - HEADER);
    System.arraycopy(sum.digest(), 0, content, 0, HEADER);
    Disk.replace(file, content);
  }

  /** Whether a file is as it was written, under the name it has. */
  public static boolean isWhole(Path file) throws IOException {
    MessageDigest sum = named(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] seal = in.readNBytes(HEADER);
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sum));
      return Arrays.equals(seal, sum.digest());
    }
  }

  private static MessageDigest named(Path file) {
    MessageDigest sum = Checksums.newSha256();
    sum.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
    return sum;
  }
}
