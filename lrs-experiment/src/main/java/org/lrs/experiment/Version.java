package org.lrs.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.lrs.experiment.store.Disk;

/** Which version of this program is running. */
public final class Version {

  private Version() {}

  /** The released version, such as {@code 0.1.0}. */
  public static String number() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's jar has lost its version", e);
    }
    return properties.getProperty("version");
  }

  /**
   * The commit of the source tree the program was started from (system property {@code lrs.root}),
   * if it was started from one.
   */
  public static Optional<String> commit() {
    return Optional.ofNullable(System.getProperty("lrs.root"))
        .map(root -> Path.of(root, ".git"))
        .flatMap(
            git ->
                lines(git.resolve("HEAD"))
                    .findFirst()
                    .flatMap(
                        head ->
                            head.startsWith("ref: ")
                                ? resolve(git, head.substring(5))
                                : Optional.of(head)));
  }

  private static Optional<String> resolve(Path git, String reference) {
    return lines(git.resolve(reference))
        .findFirst()
        .or(
            () ->
                lines(git.resolve("packed-refs"))
                    .filter(line -> line.endsWith(" " + reference))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst());
  }

  /** The lines of a file, none if there is no such file. */
  static Stream<String> lines(Path file) {
    return Files.isRegularFile(file)
        ? Disk.reading(file, () -> Files.readAllLines(file)).stream()
        : Stream.empty();
  }
}
