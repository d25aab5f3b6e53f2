package org.lrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files stay short. */
class FileLengthTest {
  private static final int MAIN = 250;
  private static final int TESTS = 300;

  /**
   * The exception, with the lines it may have. In {@code Tensor} each operation is a public method
   * with its sentence and a few lines around a native call; a second class of operations on the
   * same handle would only make one search in two places.
   */
  private static final Map<String, Integer> LONGER = Map.of("Tensor.java", 590);

  @Test
  void noFileIsLong() throws IOException {
    assertThat(longFiles("main", MAIN)).isEmpty();
    assertThat(longFiles("test", TESTS)).isEmpty();
  }

  private static Map<String, Long> longFiles(String kind, int most) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    for (Path file : SourceFiles.of(kind)) {
      String name = file.getFileName().toString();
      try (var lines = Files.lines(file)) {
        long count = lines.count();
        if (count > LONGER.getOrDefault(name, most)) {
          found.put(name, count);
        }
      }
    }
    return found;
  }
}
