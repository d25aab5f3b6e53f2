package org.lrs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.data.DatasetDownload;
import org.lrs.data.DatasetSource;
import org.lrs.format.Checksums;
import org.lrs.tensor.Engine;
import org.lrs.tensor.Rng;

/**
 * Every command that takes long, as a process: killed with SIGKILL, which no process can catch, and
 * ended with SIGTERM, at moments from a seed; then the same command again, to the same bytes.
 */
class KilledCommandsTest {

  /** Kills of each command, every second one with SIGTERM. */
  private static final int KILLS = Integer.getInteger("lrs.kills", 2);

  private static final String SPEC =
      """
      name: tiny
      data:
        dataset: embedded
        train: {split: train, count: 24}
        evaluate: {split: test, count: 8}
      models:
        a: {embedded: resnet8-a}
        b: {embedded: vgg-mini-bn}
      surrogates:
        plain: {model: a}
        refined:
          model: a
          refine: {method: lrs-2, epochs: 2, batchSize: 8}
      attacks:
        mi: {recipe: mi-fgsm, epsilon: 8/255, steps: 2, every: 1}
      targets: [b]
      analyze: {images: 4, lipschitz: {steps: 1}}
      """;

  private static final String SWEEP =
      "sweep: {surrogate: refined, settings: {learningRate: [0.001, 0.01]}}\n";

  private static final String TRAIN =
      """
      name: tiny
      data:
        dataset: embedded
        train: {split: train, count: 24}
        evaluate: {split: test, count: 8}
      model: {architecture: resnet8-a}
      train: {epochs: 3, batchSize: 8}
      """;

  @TempDir private Path folder;
  private int threads;

  @BeforeEach
  void oneThreadForTheSameBytes() {
    threads = Engine.threads();
  }

  @AfterEach
  void asManyThreadsAsBefore() {
    Engine.threads(threads);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "run spec.yaml",
        "sweep sweep.yaml",
        "train train.yaml",
        "refine --model resnet8-a --method lrs-f --count 24 --set epochs=2 --set batchSize=8",
        "refine --model resnet8-a --method lrs-2 --count 24 --set maxSteps=4 --set batchSize=8"
            + " --auto --budget 3 --proxy vgg-mini-bn",
        "attack --model resnet8-a --attack pgd --epsilon 8/255 --set steps=2 --count 140",
        "evaluate --model vgg-mini-bn --count 200",
        "analyze card --model resnet8-a --count 2 --epsilons 1/255 --pgd-steps 2 --iterations 2"
            + " --landscape-points 3 --landscape-images 1 --penalty-images 1",
        "compare RUN --baseline plain"
      })
  void aCommandThatIsKilledGoesOnToTheSameBytes(String line)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    List<String> command = command(line, out);
    long begin = System.nanoTime();
    finish(command);
    long duration = Math.max(System.nanoTime() - begin, TimeUnit.SECONDS.toNanos(1));
    Map<String, String> whole = contents(out);
    assertThat(whole).hasSizeGreaterThan(1);
    Files.move(out, folder.resolve("whole"));

    Rng rng = Rng.of(line.hashCode());
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = java(Main.class, command);
      while (process.isAlive() && !Files.exists(out.resolve(".lrs-run"))) {
        Thread.sleep(1);
      }
      // A fresh process is slower than the one that was measured.
      TimeUnit.NANOSECONDS.sleep((long) (1.5 * duration * rng.nextInt(1000) / 1000));
      if (kill % 2 == 0) {
        process.destroyForcibly().waitFor();
      } else {
        process.destroy();
        // It may have been done just before.
        assertThat(process.waitFor()).as(printed()).isIn(ExitCode.TERMINATED, ExitCode.OK);
      }
    }
    finish(command);
    assertThat(contents(out)).isEqualTo(whole);
  }

  private List<String> command(String line, Path out) throws IOException {
    Files.writeString(folder.resolve("spec.yaml"), SPEC);
    Files.writeString(folder.resolve("sweep.yaml"), SPEC + SWEEP);
    Files.writeString(folder.resolve("train.yaml"), TRAIN);
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.replaceAll(word -> word.endsWith(".yaml") ? folder.resolve(word).toString() : word);
    if (words.get(0).equals("compare")) {
      Path run = folder.resolve("run");
      finish(command("run spec.yaml", run));
      words.set(1, run.toString());
    } else {
      words.addAll(List.of("--threads", "1"));
    }
    words.addAll(List.of("--out", out.toString()));
    return words;
  }

  /** In this process, which is faster than in one of its own. */
  private static void finish(List<String> command) {
    Terminal.ok(command.toArray(String[]::new));
  }

  @Test
  void aDownloadThatIsKilledGoesOnToTheSameBytes() throws IOException, InterruptedException {
    byte[] published = new byte[1 << 20];
    for (int i = 0; i < published.length; i++) {
      published[i] = (byte) ((i * 31) >> 3);
    }
    Path original = Files.write(folder.resolve("original"), published);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/data.bin", exchange -> sendSlowly(exchange, published));
    server.start();
    try {
      Path out = folder.resolve("data");
      List<String> arguments =
          List.of(
              "http://localhost:" + server.getAddress().getPort() + "/",
              Checksums.hash(original, "MD5"),
              String.valueOf(published.length),
              out.toString());
      Path part = out.resolve("data.bin.part");
      for (int kill = 1; kill <= 2; kill++) {
        Process process = java(Download.class, arguments);
        while (process.isAlive() && size(part) < kill * published.length / 4) {
          Thread.sleep(1);
        }
        process.destroyForcibly().waitFor();
        assertThat(out.resolve("data.bin")).doesNotExist();
      }
      assertThat(java(Download.class, arguments).waitFor()).as(printed()).isZero();
      assertThat(out.resolve("data.bin")).hasBinaryContent(published);
      assertThat(part).doesNotExist();
    } finally {
      server.stop(0);
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static void sendSlowly(HttpExchange exchange, byte[] all) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, all.length - 1, all.length));
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, all.length - from);
    try (exchange) {
      for (int at = from; at < all.length; at += 1 << 14) {
        exchange.getResponseBody().write(all, at, Math.min(1 << 14, all.length - at));
        exchange.getResponseBody().flush();
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What 'lrs data get' does, for a file that is published here. */
  static final class Download {
    private Download() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      DatasetSource.RemoteFile file =
          new DatasetSource.RemoteFile("data.bin", Long.parseLong(arguments[2]), arguments[1]);
      new DatasetDownload(
              new DatasetSource("here", URI.create(arguments[0]), List.of(file), "made here"))
          .into(Path.of(arguments[3]), (name, done, total) -> {});
    }
  }

  private Process java(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("printed.txt").toFile())
        .start();
  }

  private String printed() throws IOException {
    return Files.readString(folder.resolve("printed.txt"), StandardCharsets.UTF_8);
  }

  /** Everything in the run folder and its store, without the times that some files hold. */
  private static Map<String, String> contents(Path out) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        if (name.matches("provenance.json|(sweep|auto).html|sweep.csv|\\.store/(notes|locks)/.*")) {
          all.put(name.replaceFirst("notes/.*", "notes"), "");
        } else if (name.matches("(sweep|auto)\\.json")) {
          try (Stream<String> lines = Files.lines(file)) {
            all.put(
                name, lines.filter(text -> !text.contains("econds")).collect(Collectors.joining()));
          }
        } else {
          all.put(name, Checksums.sha256(file));
        }
      }
    }
    return all;
  }
}
