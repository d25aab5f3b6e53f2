package org.lrs.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file at one moment: a reader, also after {@code kill -9} or a power cut, sees the old
 * bytes or the new ones.
 *
 * <p>The bytes go to a temporary file beside it, which is made by this call or not at all: a link
 * or a file of that name, which may lead anywhere, is removed and never written through.
 */
public final class WholeFile {
  /** Ending of the temporary file, also of one that a killed process has left. */
  public static final String TEMPORARY = ".tmp";

  private WholeFile() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of them. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Replaces a file.
   *
   * @param file where to; its folder must exist
   * @throws IOException if the disk refuses; the old file is left as it was
   */
  public static void replace(Path file, Content content) throws IOException {
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling(whole.getFileName() + TEMPORARY);
    Files.deleteIfExists(part);
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
