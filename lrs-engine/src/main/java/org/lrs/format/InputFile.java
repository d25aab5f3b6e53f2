package org.lrs.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens files that were given to the program. */
public final class InputFile {
  private InputFile() {}

  /**
   * A stream of a file's bytes.
   *
   * @param content what it holds, for messages
   * @throws FormatException if it is missing, cannot be read, or is a folder, a pipe or a device,
   *     which may never end
   */
  public static InputStream open(Path file, String content) {
    require(file, content);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw FormatException.unreadable(file, content, e);
    }
  }

  /**
   * As {@link #open}, without opening it.
   *
   * @throws FormatException if it is no file; one that is missing or cannot be read passes
   */
  public static void require(Path file, String content) {
    if (Files.isDirectory(file)) {
      throw new FormatException(
          file, "is a folder, expected a file; check the path of the " + content);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FormatException(
          file, "is a pipe or a device, expected a file; check the path of the " + content);
    }
  }
}
