package org.lrs.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lrs.tensor.Engine;

/**
 * What the figures were made with.
 *
 * @param version version of this program
 * @param commit commit of its source, or {@code unknown}
 * @param jvm Java runtime
 * @param system operating system
 * @param cpu name of the processor
 * @param cores processors the runtime may use
 * @param engine version of the native library
 * @param threads threads one operation may use
 * @param device where tensors lived: {@code cpu} or {@code cuda:N}
 */
public record Machine(
    String version,
    String commit,
    String jvm,
    String system,
    String cpu,
    int cores,
    String engine,
    int threads,
    String device) {

  /** This machine, now. */
  public static Machine here() {
    return new Machine(
        Version.number(),
        Version.commit().orElse("unknown"),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        Engine.version(),
        Engine.threads(),
        Engine.device().name());
  }

  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch");
    }
    try {
      return Files.readAllLines(info).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + info, e);
    }
  }
}
