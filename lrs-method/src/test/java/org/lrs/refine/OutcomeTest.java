package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class OutcomeTest {
  private static final Training PLAIN = TinyTraining.training(2, 0.05);
  private static final int STEPS = 2 * TinyTraining.STEPS_PER_EPOCH;
  private static final int DRAWS = 3;

  @TempDir private Path folder;

  private static Training averaging(int rank) {
    Averaging averaging = new Averaging(0.4, 2, 4);
    return PLAIN.outcome(
        rank == 0 ? new Outcome.Mean(averaging, 1) : new Outcome.Draws(averaging, rank, 1, 1));
  }

  private static Map<String, HostTensor> run(
      Training training, Path folder, int count, TrainingListener listener) {
    return TinyTraining.run(training.networks(count), folder, listener).numbers();
  }

  @Test
  void outcomeIsTheMeanOfTheNetworksAfterTheirSteps() {
    // Every step's network, of the same run without an average; the last is the outcome.
    Map<String, HostTensor> last = run(PLAIN, folder, STEPS, TrainingListener.SILENT);
    Map<String, HostTensor> found =
        TinyTraining.run(averaging(0), null, TrainingListener.SILENT).numbers();
    // Four of ten steps are over, then every second one.
    Map<String, HostTensor> sixth = Safetensors.read(Snapshots.file(folder, 6));
    Map<String, HostTensor> eighth = Safetensors.read(Snapshots.file(folder, 8));
    for (String name : new String[] {"c1.weight", "b1.weight", "b2.bias", "fc.weight"}) {
      float[] a = sixth.get(name).toFloats();
      float[] b = eighth.get(name).toFloats();
      float[] c = last.get(name).toFloats();
      float[] mean = found.get(name).toFloats();
      for (int i = 0; i < mean.length; i++) {
        assertThat(mean[i]).isCloseTo((a[i] + b[i] + c[i]) / 3, within(1e-6f));
      }
      assertThat(mean).isNotEqualTo(c);
    }
    assertThat(found.get("b1.running_mean").toFloats())
        .isNotEqualTo(last.get("b1.running_mean").toFloats());
  }

  @Test
  void meanIsTheOutcomeWithDrawsAndWithout() {
    Map<String, HostTensor> mean =
        TinyTraining.run(averaging(0), null, TrainingListener.SILENT).numbers();
    Map<String, HostTensor> found = run(averaging(20), folder, DRAWS, TrainingListener.SILENT);
    assertThat(found).isEqualTo(mean);
    assertThat(Safetensors.read(Snapshots.file(folder, 1)))
        .isNotEqualTo(Safetensors.read(Snapshots.file(folder, 2)));
  }

  @Test
  void runKilledAnywhereDrawsTheSameNetworks() throws IOException {
    Path whole = folder.resolve("whole");
    run(averaging(2), whole, DRAWS, TrainingListener.SILENT);
    for (int death = 0; death < STEPS; death++) {
      Path killed = folder.resolve("killed-" + death);
      int at = death;
      TrainingListener dying =
          (record, total) -> {
            if (record.step() == at) {
              throw new IllegalStateException("killed");
            }
          };
      assertThatThrownBy(() -> run(averaging(2), killed, DRAWS, dying)).hasMessage("killed");
      run(averaging(2), killed, DRAWS, TrainingListener.SILENT);
      for (int number = 1; number <= DRAWS; number++) {
        assertThat(Files.readAllBytes(Snapshots.file(killed, number)))
            .isEqualTo(Files.readAllBytes(Snapshots.file(whole, number)));
      }
    }
  }

  @Test
  void checkpointHoldsNothingOfAveragesWithoutThem() {
    TinyTraining.run(PLAIN, folder, TrainingListener.SILENT);
    assertThat(Safetensors.read(folder.resolve("checkpoint.safetensors")).keySet())
        .noneMatch(name -> name.contains("mean.") || name.contains("squares."));
  }
}
