package org.lrs.text;

import java.nio.charset.StandardCharsets;

/** Names of files and folders that are made of names from outside. */
public final class FileName {
  /** Bytes that a name from outside may have: the rest is for what is put before and behind it. */
  public static final int LONGEST = 200;

  /** Bytes that file systems allow one name. */
  public static final int LONGEST_ON_DISK = 255;

  private FileName() {}

  /**
   * A text as the name of one file or folder: separators and characters that cannot be seen become
   * hyphens, dots at the start are left out, and what is longer than {@link #LONGEST} bytes is cut.
   */
  public static String of(String text) {
    String plain = text.replaceAll("[/\\\\\\p{C}]+", "-").replaceFirst("^[.\\s]+", "");
    StringBuilder name = new StringBuilder();
    int bytes = 0;
    for (int c : plain.codePoints().toArray()) {
      bytes += bytes(Character.toString(c));
      if (bytes > LONGEST) {
        break;
      }
      name.appendCodePoint(c);
    }
    return name.isEmpty() ? "unnamed" : name.toString();
  }

  /**
   * Whether a text is the name of one file or folder: it leads nowhere else, and is short enough.
   */
  public static boolean isOne(String text) {
    return !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && text.codePoints().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
        && bytes(text) <= LONGEST_ON_DISK;
  }

  /** Bytes of a name on the disk. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
