package org.lrs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.lrs.refine.DivergedException;
import org.lrs.tensor.NativeException;

/** Turns what ended a command into one sentence and an exit code. */
final class Failures {

  private Failures() {}

  /**
   * What the user reads.
   *
   * @param exitCode one of {@link ExitCode}
   * @param sentence without the program's name
   */
  record Failure(int exitCode, String sentence) {}

  static Failure of(Throwable thrown) {
    if (thrown instanceof IllegalArgumentException) {
      return new Failure(ExitCode.INPUT, message(thrown));
    }
    if (thrown instanceof NoSuchFileException e) {
      return new Failure(ExitCode.INPUT, "no such file or folder: " + e.getFile());
    }
    if (thrown instanceof IOException e) {
      return new Failure(ExitCode.FAILED, sentence(e));
    }
    if (thrown instanceof UncheckedIOException e) {
      boolean bare = message(e).equals(String.valueOf(e.getCause()));
      return bare ? of(e.getCause()) : new Failure(ExitCode.FAILED, message(e));
    }
    if (thrown instanceof IllegalStateException
        || thrown instanceof NativeException
        || thrown instanceof DivergedException) {
      return new Failure(ExitCode.FAILED, message(thrown));
    }
    if (thrown instanceof OutOfMemoryError) {
      return new Failure(
          ExitCode.FAILED,
          "out of memory (%s); use fewer images, or give Java more with JAVA_OPTS=-Xmx8g"
              .formatted(message(thrown)));
    }
    if (thrown instanceof UnsatisfiedLinkError) {
      return new Failure(
          ExitCode.FAILED,
          "the native libraries cannot be loaded (%s); this build is for another system, run mvn clean package here"
              .formatted(firstLine(message(thrown))));
    }
    return new Failure(
        ExitCode.FAULT,
        "this is a fault of the program, please report it: %s; run again with --debug to see where"
            .formatted(thrown));
  }

  /** The same failure for code that may not throw checked exceptions. */
  static UncheckedIOException unchecked(IOException e) {
    return new UncheckedIOException(e.toString(), e);
  }

  private static String sentence(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission to use " + denied.getFile();
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    return message(e);
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
