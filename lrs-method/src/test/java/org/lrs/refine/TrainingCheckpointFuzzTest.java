package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.Fuzz;

class TrainingCheckpointFuzzTest {
  @TempDir private Path folder;

  @Test
  void aDamagedCheckpointIsNoneOrTheSame() throws Exception {
    try (Scope scope = Scope.open()) {
      Map<String, Tensor> state = Map.of("weight", Tensor.of(new float[] {1, 2, 3}, 3));
      Checkpoint checkpoint = new Checkpoint(Optional.of(folder), "run", state, 1);
      StepRecord step = new StepRecord(0, 1, 2, 3, 4, 5, 6, 7);
      checkpoint.after(new Position(0, 1, 2), List.of(step), List.of("a warning"));
      Path file = folder.resolve("checkpoint.safetensors");
      Fuzz.files(
          file,
          List.of(Files.readAllBytes(file)),
          damaged -> {
            Optional<Checkpoint.Kept> kept = checkpoint.read(TrainingListener.SILENT);
            kept.ifPresent(
                one -> {
                  assertThat(one.history()).containsExactly(step);
                  assertThat(one.warnings()).containsExactly("a warning");
                  assertThat(one.tensors().get("weight").toFloats()).containsExactly(1, 2, 3);
                });
          });
      assertThat(Arrays.asList(folder.toFile().list())).contains("checkpoint.safetensors");
    }
  }
}
