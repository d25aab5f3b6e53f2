package org.lrs.format;

import java.nio.file.Path;

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
    super(file + ": " + problem);
  }

  /**
   * States what is wrong with a file, with the failure that showed it.
   *
   * @param file the file, named at the start of the message
   * @param problem what was expected and what came, without a full stop
   * @param cause the underlying failure
   */
  public FormatException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
