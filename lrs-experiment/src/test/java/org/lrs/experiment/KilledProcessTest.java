package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;

/** Kills a running process with a signal it cannot catch, and starts it again. */
class KilledProcessTest {

  private static final String COMMAND = "lrs run tiny.yaml";

  @TempDir Path folder;

  /** The process: tells every sign of life on its output, so that the test can kill it then. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      Experiment.run(
          SpecReader.read(Path.of(arguments[0]), List.of()),
          Options.of(Path.of(arguments[1]), COMMAND),
          new Progress() {
            @Override
            public void advanced(
                Plan.Step step, double fraction, String note, OptionalDouble remainingSeconds) {
              System.out.println(step.stage().label());
            }
          });
    }
  }

  @Test
  void aProcessKilledInTheMiddleOfRefiningAndCraftingGoesOnToTheSameBytes()
      throws IOException, InterruptedException {
    Path spec = TinyExperiment.in(folder).file();
    killAt(spec, "refine refined (lrs-f)");
    killAt(spec, "craft far on refined");
    Experiment.run(SpecReader.read(spec, List.of()), options("killed"), Progress.silent());
    Experiment.run(SpecReader.read(spec, List.of()), options("whole"), Progress.silent());
    for (String file :
        List.of(
            "results.json",
            "report.html",
            "surrogates/refined.safetensors",
            "adversarial/refined/far/images.npy")) {
      assertThat(folder.resolve("killed").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
  }

  private Options options(String name) {
    return Options.of(folder.resolve(name), COMMAND);
  }

  private void killAt(Path spec, String stage) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                spec.toString(),
                folder.resolve("killed").toString())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.equals(stage)) {
        line = lines.readLine();
      }
      process.destroyForcibly();
      assertThat(line).as(Files.readString(folder.resolve("errors.txt"))).isEqualTo(stage);
    }
    process.waitFor();
  }
}
