package org.lrs.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

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
    String root = System.getProperty("lrs.root");
    if (root == null) {
      return Optional.empty();
    }
    try {
      Path git = Path.of(root, ".git");
      Path head = git.resolve("HEAD");
      if (!Files.isRegularFile(head)) {
        return Optional.empty();
      }
      String text = Files.readString(head).strip();
      return text.startsWith("ref: ") ? resolve(git, text.substring(5)) : Optional.of(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the commit of " + root, e);
    }
  }

  private static Optional<String> resolve(Path git, String reference) throws IOException {
    Path loose = git.resolve(reference);
    if (Files.isRegularFile(loose)) {
      return Optional.of(Files.readString(loose).strip());
    }
    Path packed = git.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty();
    }
    return Files.readAllLines(packed).stream()
        .filter(line -> line.endsWith(" " + reference))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst();
  }
}
