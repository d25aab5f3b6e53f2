package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.Checksums;

/**
 * What one process writes, another one writes: no file depends on the order in which a Java process
 * happens to go through a map or a set, which differs from one to the next.
 */
class SameBytesTest {

  private static final int PROCESSES = 2;

  private static final String SPEC =
      """
      name: twice
      data:
        dataset: embedded
        train: {split: train, count: 64}
        evaluate: {split: test, count: 12}
      models:
        one: {embedded: resnet8-a}
        two: {embedded: mixer-mini}
      surrogates:
        plain: {model: one}
        refined: {model: one, refine: {with: lrs-f, batchSize: 32, maxSteps: 2}}
        both: {ensemble: [plain, refined]}
      attacks:
        recorded: {recipe: mi-fgsm + dim, epsilon: 8/255, steps: 2, every: 1}
        targeted: {recipe: admix(partners=1), epsilon: 8/255, steps: 1, goal: targeted}
      targets: [two, one]
      analyze: {images: 4}
      """;

  @TempDir Path folder;

  /** The command line in a process of its own, one command after the other. */
  static final class Main {
    private Main() {}

    public static void main(String[] lines) {
      for (String line : lines) {
        Terminal.Outcome outcome = Terminal.run(line.split(" "));
        System.out.print(outcome.out());
        outcome.err().lines().filter(said -> said.startsWith("lrs: ")).forEach(System.out::println);
      }
    }
  }

  @Test
  void twoProcessesWriteTheSameBytes() throws IOException, InterruptedException {
    List<Path> homes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      homes.add(
          work(
              "process" + i,
              "run spec.yaml --out run",
              "compare ../process0/run --baseline plain --out comparison",
              "analyze card --model resnet8-a --count 6 --landscape-points 3 --iterations 3 --out"
                  + " card",
              "attack --model resnet8-a --attack pgd --epsilon 8/255 --count 6 --out attack",
              "refine --model resnet8-a --method nothing --preset none",
              "attack --model resnet8-a --attack nothing --epsilon none --norm l7 --goal none",
              "attacks --json"));
    }
    Map<String, String> first = digests(homes.get(0));
    assertThat(first)
        .containsKeys("run/report.html", "comparison/comparison.json", "card/card.html");
    assertThat(first).containsKeys("attack/attack.json");
    Map<String, String> second = digests(homes.get(1));
    assertThat(second.keySet()).isEqualTo(first.keySet());
    assertThat(first.keySet())
        .filteredOn(name -> !first.get(name).equals(second.get(name)))
        .isEmpty();
    assertThat(homes.get(1).resolve("printed.txt"))
        .hasSameTextualContentAs(homes.get(0).resolve("printed.txt"));
  }

  private Path work(String name, String... lines) throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve(name));
    Files.writeString(home.resolve("spec.yaml"), SPEC);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(Arrays.asList(lines));
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("printed.txt").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(home.resolve("printed.txt"))).isZero();
    String printed = Files.readString(home.resolve("printed.txt"));
    Files.writeString(home.resolve("printed.txt"), printed.replace(home.toString(), "HOME"));
    return home;
  }

  /** Of all files but provenance and the store's notes, which hold times. */
  private static Map<String, String> digests(Path home) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = home.relativize(file).toString();
        if (!name.matches(".*provenance.json|printed.txt") && !name.contains(".store/notes")) {
          digests.put(name, Checksums.sha256(file));
        }
      }
    }
    return digests;
  }
}
