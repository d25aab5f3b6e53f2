package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.Safetensors;
import org.lrs.tensor.Engine;
import org.lrs.tensor.Rng;

/** A training process killed at random moments, without a chance to clean up. */
class KilledProcessTest {
  private static final int EPOCHS = 6;
  private static final int KILLS = 3;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void killedProcessGoesOnToTheSameBytes() throws Exception {
    Path result = folder.resolve("result.safetensors");
    Rng rng = Rng.of(1);
    for (int kill = 0; kill < KILLS; kill++) {
      // Somewhere in the second epoch of this process, at no particular moment.
      killAfter(
          start(result), TinyTraining.STEPS_PER_EPOCH + 1 + rng.nextInt(3), rng.nextInt(5_000_000));
      assertThat(result).doesNotExist();
    }
    Process last = start(result);
    try (BufferedReader out = last.inputReader(StandardCharsets.UTF_8)) {
      List<String> steps = out.lines().toList();
      assertThat(last.waitFor()).isZero();
      assertThat(steps).as("goes on where it was killed").doesNotContain("step 0");
    }
    int threads = Engine.threads();
    Engine.threads(1);
    TinyTraining.Done wanted =
        TinyTraining.run(TinyTraining.training(EPOCHS, 0.05), null, TrainingListener.SILENT);
    Engine.threads(threads);
    Path undisturbed = folder.resolve("undisturbed.safetensors");
    Safetensors.write(undisturbed, wanted.numbers(), Map.of());
    assertThat(Files.readAllBytes(result)).isEqualTo(Files.readAllBytes(undisturbed));
  }

  private Process start(Path result) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TinyTraining.class.getName(),
            String.valueOf(EPOCHS),
            folder.resolve("run").toString(),
            result.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void killAfter(Process process, int steps, int nanoseconds) throws Exception {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < steps; i++) {
        assertThat(out.readLine()).startsWith("step ");
      }
      TimeUnit.NANOSECONDS.sleep(nanoseconds);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
