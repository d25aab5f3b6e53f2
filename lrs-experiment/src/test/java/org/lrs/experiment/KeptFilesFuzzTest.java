package org.lrs.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.store.Sealed;
import org.lrs.testkit.Fuzz;

/** Damaged copies of what runs keep for themselves: never a fault, never taken for whole. */
class KeptFilesFuzzTest {

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void aFinishedRun() {
    out = folder.resolve("run");
    try (RunFolder run = RunFolder.open(out)) {
      run.write("results.json", "1");
      run.write("adversarial/s/a/classes.txt", "1");
      run.finish();
    }
  }

  @Test
  void aDamagedMarkerDeletesNothingOutside() throws Exception {
    Path victim = Files.writeString(folder.resolve("classes.txt"), "mine");
    Path marker = out.resolve(".lrs-run");
    Fuzz.files(
        marker,
        List.of(
            Files.readAllBytes(marker),
            "clean/images.npy\nsurrogates/a.safetensors\ncard.html\n"
                .getBytes(StandardCharsets.UTF_8)),
        file -> {
          try (RunFolder run = RunFolder.open(out)) {
            run.write("card.json", "1");
            run.finish();
          } finally {
            assertThat(victim).hasContent("mine");
          }
        });
  }

  @Test
  void damagedDescriptionsAndNotesEndNoPlan() throws Exception {
    ExperimentSpec spec = TinyExperiment.in(folder).spec("surrogates.refined.refine.epochs=1");
    Experiment.Options options = Experiment.Options.of(out, "lrs run");
    Experiment.run(spec, options, Progress.silent());
    for (Path file : List.of(any("artifacts/evaluate-"), any("notes/evaluate-"))) {
      byte[] whole = Files.readAllBytes(file);
      boolean note = file.toString().contains("notes");
      Fuzz.files(
          file,
          List.of(whole),
          damaged -> {
            Plan plan = Experiment.plan(spec, options);
            boolean same = Arrays.equals(Files.readAllBytes(damaged), whole);
            assertThat(plan.remaining().isEmpty()).isEqualTo(note || same);
          });
      Files.write(file, whole);
    }
  }

  private Path any(String start) throws IOException {
    Path store = out.resolve(".store");
    try (Stream<Path> files = Files.walk(store)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> store.relativize(file).toString().startsWith(start))
          .filter(file -> start.startsWith("notes") || file.endsWith("artifact.json"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aDamagedPieceIsNeverWhole() throws Exception {
    Path piece = folder.resolve("from-0000000");
    Sealed.write(piece, new byte[1000]);
    byte[] whole = Files.readAllBytes(piece);
    Fuzz.files(
        piece,
        List.of(whole),
        file ->
            assertThat(Sealed.isWhole(file))
                .isEqualTo(Arrays.equals(Files.readAllBytes(file), whole)));
    Files.write(folder.resolve("from-0000064"), whole);
    assertThat(Sealed.isWhole(folder.resolve("from-0000064"))).isFalse();
  }
}
