package org.lrs.format;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lrs.text.Foreign;

/** A file is not what it should be; the message is one sentence that names the file. */
public final class FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * States what is wrong with a file.
   *
   * @param file the file, named at the start of the message
   * @param problem what was expected and what came, without a full stop
   */
  public FormatException(Path file, String problem) {
    this(file, problem, null);
  }

  /** As {@link #FormatException(Path, String)}, with the failure that showed it. */
  public FormatException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }

  /** For a file that is missing or that the disk refuses to give. */
  public static FormatException unreadable(Path file, String content, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new FormatException(file, "no such file; check the path of the " + content, e);
    }
    String why =
        e instanceof AccessDeniedException
            ? "cannot be read, permission is missing"
            : "cannot be read (" + Foreign.text(e.getMessage()) + ")";
    return new FormatException(file, why + "; check the path of the " + content, e);
  }
}
