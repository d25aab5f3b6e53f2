package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.cli.Terminal.Outcome;

/**
 * Files made to hurt, each with the command that must refuse it, its exit code and its sentence.
 *
 * <p>A case is a file in {@code src/test/resources/hostile} and a text of the same name with {@code
 * .expect} at its end: the arguments on the first line, the exit code on the second, the sentence
 * on the third. In the arguments {@code {file}} is a copy of the file, {@code {out}} a folder that
 * does not exist yet, {@code {folder}} a fresh folder with nothing but the copy. In the sentence
 * {@code {file}} is the same path, and {@code …} stands for any text.
 */
class HostileFilesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path CASES =
      Path.of(System.getProperty("lrs.root"), "lrs-app/src/test/resources/hostile");

  @TempDir Path folder;

  private record Case(List<String> arguments, int exitCode, String sentence) {
    static Case of(Path expect, Path file, Path out) throws IOException {
      List<String> lines = Files.readAllLines(expect);
      List<String> arguments =
          Stream.of(lines.get(0).split(" "))
              .map(word -> filled(word, file).replace("{out}", out.toString()))
              .toList();
      return new Case(arguments, Integer.parseInt(lines.get(1)), filled(lines.get(2), file));
    }

    private static String filled(String text, Path file) {
      return text.replace("{file}", file.toString())
          .replace("{folder}", file.getParent().toString());
    }

    /** Whether a text is the sentence, in which an ellipsis stands for anything. */
    void matches(String text) {
      String pattern =
          Stream.of(sentence.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      assertThat(text.strip().lines().findFirst().orElse("")).matches("lrs: " + pattern);
    }
  }

  static Stream<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".expect"))
          .map(name -> name.substring(0, name.length() - ".expect".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedInOneSentence(String name) throws IOException {
    Path file =
        Files.copy(CASES.resolve(name), Files.createDirectory(folder.resolve("in")).resolve(name));
    Path out = folder.resolve("out");
    Case expected = Case.of(CASES.resolve(name + ".expect"), file, out);
    Outcome outcome =
        Assertions.assertTimeoutPreemptively(
            PATIENCE, () -> Terminal.run(expected.arguments().toArray(String[]::new)));
    expected.matches(outcome.err());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(expected.exitCode());
    assertThat(outcome.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }
}
