package org.lrs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files inside the program that a spec names as <code>${embedded}/...</code>, unpacked into a
 * temporary folder for as long as the spec is in use.
 */
final class EmbeddedFiles implements AutoCloseable {
  private static final String PROPERTY = "lrs.embedded";
  private static final String ROOT = "/org/lrs/embedded/";
  private static final Pattern NAMED = Pattern.compile("\\$\\{embedded}/([A-Za-z0-9_./-]+)");

  private final Path folder;

  private EmbeddedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Unpacks what a spec and its overrides name, and tells the spec reader where it is.
   *
   * @throws IllegalArgumentException if the program has no such file
   */
  static EmbeddedFiles unpack(String yaml, List<String> overrides) throws IOException {
    EmbeddedFiles files = new EmbeddedFiles(Files.createTempDirectory("lrs-embedded"));
    try {
      Matcher named = NAMED.matcher(yaml + "\n" + String.join("\n", overrides));
      while (named.find()) {
        files.unpack(named.group(1));
      }
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
    System.setProperty(PROPERTY, files.folder.toString());
    return files;
  }

  /** A text inside the program, next to this class. */
  static String text(String name) throws IOException {
    try (InputStream in = EmbeddedFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program's jar has lost " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void unpack(String name) throws IOException {
    Path file = folder.resolve(name).normalize();
    try (InputStream in = EmbeddedFiles.class.getResourceAsStream(ROOT + name)) {
      if (in == null || !file.startsWith(folder)) {
        throw new IllegalArgumentException("no file ${embedded}/" + name + " comes with lrs");
      }
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.copy(in, file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    System.clearProperty(PROPERTY);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
