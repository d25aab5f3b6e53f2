package org.lrs.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The optional folder of large data and weights, named by the system property {@code lrs.shared}.
 * Tests that need it carry the tag {@code shared} and skip where it is missing.
 */
public final class Shared {
  private Shared() {}

  /** A file or folder in it; the calling test is skipped, saying so, if there is none. */
  public static Path path(String relative) {
    String folder = System.getProperty("lrs.shared", "");
    Path path = Path.of(folder).resolve(relative);
    Assumptions.assumeTrue(
        !folder.isEmpty() && Files.exists(path),
        () -> "skipped: the optional shared data are missing (" + relative + ")");
    return path;
  }
}
