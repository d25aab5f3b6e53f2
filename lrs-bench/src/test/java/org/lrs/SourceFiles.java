package org.lrs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java files of the project that people write. */
final class SourceFiles {
  /** Folder of the source tree. */
  static final Path ROOT = Path.of(System.getProperty("lrs.root"));

  private SourceFiles() {}

  /** Files of all modules below {@code src/main/java} or {@code src/test/java}, in order. */
  static List<Path> of(String kind) {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src").resolve(kind).resolve("java"))
          .filter(Files::isDirectory)
          .flatMap(SourceFiles::below)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folders of the compiled classes of all modules but the test kit. */
  static List<Path> classes() {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .filter(module -> !module.endsWith("lrs-testkit"))
          .map(module -> module.resolve("target").resolve("classes"))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
