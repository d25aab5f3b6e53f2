package org.lrs.onnx;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lrs.data.Images;
import org.lrs.onnx.OnnxTarget.Settings;

/** The process of an {@link IsolatedTarget}: Java as here, with less memory. */
final class ModelProcess implements AutoCloseable {
  private static final long MEBI = 1 << 20;
  private static final int SIGNAL = 128;
  private static final int ENDING_SECONDS = 5;

  // Sets a limit where the system knows it: memory that is written to, and files of dead processes.
  private static final String LIMITED =
      "ulimit -c 0 2>/dev/null; ulimit -d \"$0\" 2>/dev/null; exec \"$@\"";

  private final String what;
  private final long memory;
  private final Path folder;
  private final Process process;
  private volatile Duration late;

  private ModelProcess(String what, long memory, Path folder, Process process) {
    this.what = what;
    this.memory = memory;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param weights bytes of the model's files
   * @param like images of the size that will be scored
   */
  static ModelProcess start(Settings settings, long weights, Images like) {
    // A batch in this process, as bytes and as floats; and what a network makes of it.
    long batch = (long) settings.batch() * like.channels() * like.height() * like.width();
    long heap = 64 + 12 * batch / MEBI;
    long memory = heap + 384 + (4 * weights + 512 * batch) / MEBI;
    try {
      Path folder = Files.createTempDirectory("lrs-onnx");
      Process process = builder(command(heap, folder), memory).start();
      return new ModelProcess(OnnxFile.describe(settings), memory, folder, process);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s needs a process of its own, which does not start (%s); set isolation to none if you trust it"
              .formatted(OnnxFile.describe(settings), e.getMessage()),
          e);
    }
  }

  private static List<String> command(long heap, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + heap + "m",
        "-XX:MaxDirectMemorySize=" + heap + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+SuppressFatalErrorMessage",
        "-XX:-CreateCoredumpOnCrash",
        "-Djava.io.tmpdir=" + folder,
        "-cp",
        System.getProperty("java.class.path"),
        IsolatedMain.class.getName());
  }

  private static ProcessBuilder builder(List<String> java, long memory) {
    List<String> words = new ArrayList<>();
    if (File.separatorChar == '/') {
      words.addAll(List.of("/bin/sh", "-c", LIMITED, Long.toString(memory * 1024)));
    }
    words.addAll(java);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    // What suits libtorch would take all of this memory at once.
    builder.environment().keySet().removeIf(name -> name.matches("MALLOC_.*|GLIBC_TUNABLES"));
    // Nobody else is to learn what runs here.
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder;
  }

  InputStream output() {
    return process.getInputStream();
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  /** A time that ends the process. */
  TimeLimit limit(Duration longest) {
    return new TimeLimit(
        longest,
        () -> {
          late = longest;
          process.destroyForcibly();
        });
  }

  /** A message of the model, with the limit if it was memory that it lacked. */
  String explained(String message) {
    return message.matches(".*(Failed to allocate memory|bad_?\\s?alloc).*")
        ? "%s; it may take %s MiB, unless isolation is set to none".formatted(message, memory)
        : message;
  }

  /** Why it is no more, when it gave no answer: a sentence. */
  String death() {
    close();
    if (late != null) {
      return "%s gave no answer within %s seconds; choose another target, or set isolation to none if you trust it"
          .formatted(what, late.toSeconds());
    }
    int code = process.exitValue();
    return "%s ended the process that runs it (%s): it is damaged, or needs more than %s MiB; choose another target, or set isolation to none if you trust it"
        .formatted(what, code > SIGNAL ? "signal " + (code - SIGNAL) : "exit code " + code, memory);
  }

  /** Ends it and deletes what it left. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // It ended first.
    }
    try {
      if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().onExit().join();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly().onExit().join();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  /** Deletes a folder and all that is in it, as far as it exists. */
  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException gone) {
      // Another did.
    }
  }
}
