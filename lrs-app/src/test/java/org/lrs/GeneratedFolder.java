package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of pages that are made from the code.
 *
 * @param folder below the source tree, such as {@code docs/attacks}
 * @param test name of the test that keeps it equal to the code
 */
record GeneratedFolder(String folder, String test) {

  /** Checks that the pages on disk are these, or renews them where the tests are told to. */
  void check(Map<String, String> pages) throws IOException {
    Map<String, String> made = new TreeMap<>(pages);
    if (Boolean.getBoolean("lrs.update")) {
      renew(made);
    }
    assertThat(onDisk())
        .as(
            "%s is out of date; renew it with: mvn -pl lrs-app -am test -Dtest=%s"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dlrs.update=true",
            folder, test)
        .isEqualTo(made);
  }

  private Path path() {
    return Path.of(System.getProperty("lrs.root")).resolve(folder);
  }

  private void renew(Map<String, String> made) throws IOException {
    Files.createDirectories(path());
    for (String name : onDisk().keySet()) {
      if (!made.containsKey(name)) {
        Files.delete(path().resolve(name));
      }
    }
    for (Map.Entry<String, String> page : made.entrySet()) {
      Files.writeString(path().resolve(page.getKey()), page.getValue());
    }
  }

  private Map<String, String> onDisk() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    if (Files.isDirectory(path())) {
      try (Stream<Path> files = Files.list(path())) {
        for (Path file : files.toList()) {
          pages.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return pages;
  }
}
