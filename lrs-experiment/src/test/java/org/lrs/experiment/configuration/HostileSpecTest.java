package org.lrs.experiment.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments made to hurt end with one short sentence, at once. */
class HostileSpecTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private static final String BASE =
      """
      name: base
      data:
        dataset: embedded
        evaluate: {count: 20}
      models:
        a: {embedded: resnet8-a}
      surrogates:
        s: {model: a, refine: lrs-f}
      attacks:
        x: {recipe: mi-fgsm, epsilon: 8/255}
      targets: [a]
      """;

  @TempDir Path folder;

  private static void refused(String yaml, String message, String... overrides) {
    assertTimeoutPreemptively(
        AT_ONCE,
        () ->
            assertThatThrownBy(
                    () -> SpecReader.parse("x.yaml", yaml, Path.of(""), List.of(overrides)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message)
                .message()
                .hasSizeLessThan(600)
                .doesNotContainPattern("\\p{Cntrl}"));
  }

  private static void sweepRefused(String sweep, String message) throws IOException {
    Path file = Files.createTempFile("sweep", ".yaml");
    Files.writeString(file, BASE + sweep);
    assertTimeoutPreemptively(
        AT_ONCE,
        () ->
            assertThatThrownBy(() -> SpecReader.readSweep(file, List.of()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message)
                .message()
                .hasSizeLessThan(600));
    Files.delete(file);
  }

  private static String repeated(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.replace("#", String.valueOf(i)))
        .collect(Collectors.joining());
  }

  @Test
  void deepValuesAreRefusedWhereverTheyStand() {
    String deep = "[".repeat(100_000);
    String message = "nested more than 50 deep";
    refused("name: " + deep, "x.yaml:1: values are " + message);
    refused(BASE + "name2: " + "{a: ".repeat(1_200), message);
    refused(repeated(1, "- ".repeat(400_000)), message);
    refused(BASE, message, "targets=" + deep);
    refused(BASE.replace("mi-fgsm", "\"tap(" + deep + ")\""), "at most 10,000 characters");
    refused(BASE.replace("mi-fgsm", "\"tap(" + "[".repeat(5_000) + ")\""), message);
    refused(BASE, "unknown name", "a" + ".b".repeat(50_000) + "=1");
    // Each line is one deeper than the one before it, through its alias.
    refused("a0: &a0 [x]\n" + chain(5_000), message);
  }

  private static String chain(int length) {
    return IntStream.range(1, length)
        .mapToObj(i -> "a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n")
        .collect(Collectors.joining());
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    String laughs =
        "a0: &a0 [x]\n"
            + IntStream.range(1, 30)
                .mapToObj(
                    i ->
                        "a%d: &a%d [%s]\n"
                            .formatted(
                                i, i, String.join(", ", Collections.nCopies(9, "*a" + (i - 1)))))
                .collect(Collectors.joining());
    refused(laughs, "more than 100,000 values");
    refused("a: &a {b: *a}\n", "contains itself");
    refused("a: {<<: {b: 1}}\n", "write the keys themselves");
  }

  @Test
  void longTextsAreRefusedAndShortened() {
    String huge = "a".repeat(900_000);
    refused(BASE.replace("mi-fgsm", huge), "a value has at most 10,000 characters, got aaa");
    refused(BASE.replace("mi-fgsm", "dim+".repeat(225_000)), "at most 10,000 characters");
    refused(BASE.replace("mi-fgsm", "b".repeat(9_999)), "unknown attack 'bbb");
    refused("? " + huge + "\n: 1\n", "at most 10,000 characters");
    refused(BASE.replace("x:", "x".repeat(300) + ":"), "becomes a folder and may have");
    refused(BASE.replace("8/255", "9".repeat(9_000)), "epsilon must be a number");
    refused(BASE.replace("count: 20", "count: " + "9".repeat(9_000)), "must be a whole number");
  }

  @Test
  void manyTermsSettingsTabsAndEntriesEndSoon() {
    refused(BASE.replace("mi-fgsm", "dim+".repeat(2_400) + "nothing"), "unknown attack 'nothing'");
    refused(BASE.replace("mi-fgsm", "\"dim(" + "0.5,".repeat(2_400) + "1)\""), "has the settings");
    refused(BASE + repeated(300_000, "#:\n"), "more than 100,000 values");
    refused("a:" + repeated(300_000, " \"x\"\t,"), "not valid YAML");
    refused(
        BASE.replace("  s:", repeated(1_100, "  s#: {from: s, refine: lrs-f}\n") + "  s:")
            .replace("  x:", repeated(1_100, "  x#: {recipe: mi-fgsm, epsilon: 8/255}\n") + "  x:"),
        "combine to");
    String chain =
        IntStream.range(1, 3_000)
            .mapToObj(i -> "  c%d: {from: c%d, refine: lrs-f}\n".formatted(i, i - 1))
            .collect(Collectors.joining("", "  c0: {from: s, refine: lrs-f}\n", ""));
    refused(BASE.replace("attacks:", chain + "attacks:"), "a chain has at most 100");
  }

  @Test
  void sweepsWithoutEndAreRefusedBeforeTheyAreMade() throws IOException {
    String values = String.join(",", Collections.nCopies(10_000, "1"));
    sweepRefused(
        "sweep: {surrogate: s, settings: {a: [%s], b: [%s], c: [%s]}}\n"
            .formatted(values, values, values),
        "more than 10,000 combinations");
    sweepRefused(
        "sweep: {surrogate: s, trials: 10000, settings: {" + repeated(20_000, "a#: [1],") + "}}",
        "at most 100 settings");
    for (String range :
        List.of("{from: -1e308, to: 1e308}", "{from: 1e-300, to: 1e300, scale: log}")) {
      sweepRefused(
          "sweep: {surrogate: s, trials: 2, settings: {lrs.weight1: " + range + "}}",
          "a range must not be wider than numbers are");
    }
    sweepRefused("sweep: {surrogate: s, trials: 1e400, settings: {a: [1]}}", "whole number");
    sweepRefused(
        "sweep:\n  surrogate: s\n  settings:\n    ? lrs" + ".a".repeat(3_000) + "\n    : [1]\n",
        "at most 50");
  }

  @Test
  void numbersOutOfRangeAndOfOtherScriptsAreRefused() {
    for (String number : List.of("1e400", "-1e400", "1/0", "0/0", ".", "NaN", "٣", "0x10")) {
      refused(BASE.replace("8/255", "'" + number + "'"), "epsilon must be a number");
      refused(BASE.replace("20", "'" + number + "'"), "count must be a whole number");
    }
    for (String number : List.of("2147483648", "99999999999999999999", "-1")) {
      refused(BASE.replace("20", number), "count must be a whole number");
    }
    refused(BASE.replace("count: 20", "start: 2147483647, count: 20"), "x.yaml:4: ");
  }

  @Test
  void tagsDocumentsAndControlCharactersAreRefused() {
    refused(BASE.replace("base", "!!javax.script.ScriptEngineManager [x]"), "the tag");
    refused(BASE.replace("base", "!<\u202etag> x"), "x.yaml");
    refused(BASE + "---\nname: b\n", "not valid YAML");
    refused(BASE.replace("base", "\"a\0b\""), "x.yaml");
    refused(BASE.replace("base", "a\u001b[2Jb"), "x.yaml");
    refused(BASE.replace("mi-fgsm", "\"\\e[2J\\n\\u202e\""), "\\u001b[2J\\n\\u202e");
    refused(BASE.replace("x:", "\"\\e[31m\":"), "\\u001b[31m");
    refused("\"\\e[31m\": 1\n" + BASE, "\\u001b[31m");
    refused(BASE, "\\u001b", "attacks.x.steps=\u001b[2J");
  }

  @Test
  void tabsThatSeparateAreRead() {
    String tabs =
        BASE.replace("name: ", "\t# begin\nname:\t \t")
            .replace("epsilon: ", "epsilon:\t")
            .replace("targets: [a]", "targets:\t[\ta\t]\t# end\t")
            .replace("dataset: embedded", "dataset:\t'embedded'\t");
    ExperimentSpec spec = SpecReader.parse("x.yaml", tabs, Path.of(""), List.of());
    assertThat(spec.name()).isEqualTo("base");
    assertThat(SpecReader.parse("x.yaml", BASE.replace("base", "\"a\tb\""), Path.of(""), List.of()))
        .extracting(ExperimentSpec::name)
        .isEqualTo("a\tb");
  }

  @Test
  void encodingsAreReadOrNamed() throws IOException {
    Path file = folder.resolve("x.yaml");
    Files.writeString(file, "\ufeff" + BASE);
    assertThat(SpecReader.read(file, List.of()).name()).isEqualTo("base");
    Files.writeString(file, BASE, StandardCharsets.UTF_16LE);
    refusedFile(file, "the file is UTF-16; save it as UTF-8");
    Files.writeString(file, BASE.replace("base", "é"), StandardCharsets.ISO_8859_1);
    refusedFile(file, "line 1 is not UTF-8");
    Files.writeString(file, "#" + " ".repeat(1_000_000));
    refusedFile(file, "at most 1 MB");
    refusedFile(folder, "is a folder");
    refusedFile(folder.resolve("none\n.yaml"), "none\\n.yaml: no such file");
  }

  private static void refusedFile(Path file, String message) {
    assertThatThrownBy(() -> SpecReader.read(file, List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }
}
