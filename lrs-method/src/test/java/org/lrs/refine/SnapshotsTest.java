package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.model.Classifier;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class SnapshotsTest {
  private static final Training TWO_EPOCHS = TinyTraining.training(2, 0.05);
  private static final int STEPS = 2 * TinyTraining.STEPS_PER_EPOCH;

  @TempDir private Path folder;

  private static Map<String, HostTensor> run(Path folder, int count, TrainingListener listener) {
    return TinyTraining.run(TWO_EPOCHS.networks(count), folder, listener).numbers();
  }

  private static TrainingListener dyingAt(int step) {
    return (record, total) -> {
      if (record.step() == step) {
        throw new IllegalStateException("killed");
      }
    };
  }

  @Test
  void snapshotsAreTheNumbersAfterEquallySpacedSteps() {
    Path kept = folder.resolve("kept");
    Map<String, HostTensor> outcome = run(kept, 4, TrainingListener.SILENT);
    Map<String, HostTensor> plain =
        TinyTraining.run(TWO_EPOCHS, null, TrainingListener.SILENT).numbers();
    assertThat(floats(outcome)).usingRecursiveComparison().isEqualTo(floats(plain));
    assertThat(kept.resolve("snapshot-4.safetensors")).doesNotExist();
    for (int number = 1; number < 4; number++) {
      // The schedule knows the whole run, so a shorter one must be this one, stopped.
      int step = STEPS * number / 4;
      Path stopped = folder.resolve("stopped-" + number);
      Classifier classifier = TinyTraining.classifier();
      try (classifier) {
        assertThatThrownBy(
                () ->
                    TinyTraining.tuner(TWO_EPOCHS, stopped, dyingAt(step - 1))
                        .run(classifier, TinyTraining.data()))
            .hasMessage("killed");
        assertThat(floats(Safetensors.read(Snapshots.file(kept, number))))
            .usingRecursiveComparison()
            .isEqualTo(floats(classifier.parameters().toHost()));
      }
    }
  }

  @Test
  void runKilledAnywhereLeavesTheSameSnapshots() throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, 3, TrainingListener.SILENT);
    for (int death = 0; death < STEPS; death += 2) {
      Path killed = folder.resolve("killed-" + death);
      TrainingListener dying = dyingAt(death);
      assertThatThrownBy(() -> run(killed, 3, dying)).hasMessage("killed");
      run(killed, 3, TrainingListener.SILENT);
      for (int number = 1; number < 3; number++) {
        assertThat(Files.readAllBytes(Snapshots.file(killed, number)))
            .isEqualTo(Files.readAllBytes(Snapshots.file(whole, number)));
      }
    }
  }

  @Test
  void moreSnapshotsThanStepsAreRefused() {
    assertThatThrownBy(() -> run(folder, STEPS + 1, TrainingListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("snapshots must be at most the number of steps, 10, got 11");
  }

  private static Map<String, float[]> floats(Map<String, HostTensor> numbers) {
    Map<String, float[]> all = new TreeMap<>();
    numbers.forEach((name, tensor) -> all.put(name, tensor.toFloats()));
    return all;
  }
}
