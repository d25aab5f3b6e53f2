package org.lrs.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Checksums of files. Formats without a checksum of their own, such as safetensors, cannot detect a
 * flipped bit among their weights; an expected SHA-256 can.
 */
public final class Checksums {
  private Checksums() {}

  /** SHA-256 of a file's bytes, see {@link #hash}. */
  public static String sha256(Path file) {
    return hash(file, "SHA-256");
  }

  /**
   * Hash of a file's bytes in lower-case hexadecimal.
   *
   * @param algorithm a name Java knows, such as {@code SHA-256}, of 64 digits, or {@code MD5}
   * @throws FormatException if the file cannot be read
   */
  public static String hash(Path file, String algorithm) {
    MessageDigest digest = digest(algorithm);
    try (InputStream in = new DigestInputStream(InputFile.open(file, "file"), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw FormatException.unreadable(file, "file", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Checks that a file is the one expected.
   *
   * @param expected 64 hexadecimal digits
   * @throws FormatException if the file has another SHA-256, with both
   */
  public static void requireSha256(Path file, String expected) {
    String actual = sha256(file);
    if (!actual.equals(expected.strip().toLowerCase(Locale.ROOT))) {
      String problem = "expected SHA-256 %s, got %s: another or a damaged file";
      throw new FormatException(file, problem.formatted(expected, actual));
    }
  }

  /** A SHA-256 digest to update by hand; every Java has it. */
  public static MessageDigest newSha256() {
    return digest("SHA-256");
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("unknown hash algorithm '" + algorithm + "'", e);
    }
  }
}
