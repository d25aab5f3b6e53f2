package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.tensor.Rng;
import org.lrs.testkit.NoTensorLeak;

/** Files that a killed training has left, damaged on the disk: never other weights. */
@NoTensorLeak
class DamagedCheckpointTest {
  private static final Training TRAINING = TinyTraining.plain(2, 0.05).networks(3);

  @TempDir private Path folder;

  private static final class Listener implements TrainingListener {
    private final List<String> warnings = new ArrayList<>();
    private final int death;
    private int first = -1;

    Listener(int death) {
      this.death = death;
    }

    @Override
    public void onStep(StepRecord step, int totalSteps) {
      first = first < 0 ? step.step() : first;
      if (step.step() == death) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void onWarning(String sentence) {
      warnings.add(sentence);
    }
  }

  @Test
  void whateverIsDamagedTheTrainingEndsWithTheSameWeights() throws IOException {
    TinyTraining.Done wanted = TinyTraining.run(TRAINING, folder, TrainingListener.SILENT);
    byte[] snapshot = Files.readAllBytes(Snapshots.file(folder, 1));
    Path killed = folder.resolve("killed");
    assertThatThrownBy(() -> TinyTraining.run(TRAINING, killed, new Listener(8)))
        .hasMessage("killed");
    Rng rng = Rng.of(5);
    for (String name : List.of("checkpoint.safetensors", "snapshot-1.safetensors")) {
      byte[] whole = Files.readAllBytes(killed.resolve(name));
      for (int trial = 0; trial < 12; trial++) {
        Path copy = copy(killed, folder.resolve(name + trial));
        Files.write(copy.resolve(name), damaged(whole, trial, rng));
        Listener listener = new Listener(-1);
        TinyTraining.Done found = TinyTraining.run(TRAINING, copy, listener);
        assertThat(found.numbers()).as("%s, trial %d", name, trial).isEqualTo(wanted.numbers());
        assertThat(found.result()).isEqualTo(wanted.result());
        assertThat(Files.readAllBytes(Snapshots.file(copy, 1))).isEqualTo(snapshot);
        assertThat(listener.first).isZero();
        assertThat(listener.warnings)
            .containsExactly(
                "the checkpoint in "
                    + copy
                    + " is damaged or of another version; the training begins again");
      }
    }
  }

  @Test
  void aCheckpointThatLacksATensorOrATextIsAsGoodAsNone() throws IOException {
    TinyTraining.Done wanted = TinyTraining.run(TRAINING, folder, TrainingListener.SILENT);
    Path killed = folder.resolve("killed");
    assertThatThrownBy(() -> TinyTraining.run(TRAINING, killed, new Listener(8)))
        .hasMessage("killed");
    Path file = killed.resolve("checkpoint.safetensors");
    Map<String, HostTensor> tensors = Safetensors.read(file);
    Map<String, String> texts = Safetensors.metadata(file);
    List<String> names = new ArrayList<>(tensors.keySet());
    names.addAll(List.of("warnings", "beside"));
    for (String name : names) {
      Map<String, HostTensor> fewer = new TreeMap<>(tensors);
      Map<String, String> shorter = new TreeMap<>(texts);
      fewer.remove(name);
      shorter.keySet().removeAll(List.of(name, Checkpoint.DIGEST));
      shorter.put(Checkpoint.DIGEST, Checkpoint.digest(fewer, shorter));
      Path copy = copy(killed, folder.resolve("without " + name));
      Safetensors.write(copy.resolve("checkpoint.safetensors"), fewer, shorter);
      Listener listener = new Listener(-1);
      assertThat(TinyTraining.run(TRAINING, copy, listener).numbers())
          .as("without " + name)
          .isEqualTo(wanted.numbers());
      assertThat(listener.warnings).hasSize(1);
    }
  }

  /** Cut short in some trials, a flipped bit of the weights in the others. */
  private static byte[] damaged(byte[] whole, int trial, Rng rng) {
    if (trial % 3 == 0) {
      return Arrays.copyOf(whole, trial == 0 ? 0 : rng.nextInt(whole.length));
    }
    byte[] changed = whole.clone();
    changed[whole.length - 1 - rng.nextInt(whole.length / 2)] ^= (byte) (1 << rng.nextInt(8));
    return changed;
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : List.of("checkpoint.safetensors", "snapshot-1.safetensors")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
    return to;
  }

  @Test
  void aFolderRemovedDuringATrainingEndsItAndIsNotMadeAgain() {
    Path gone = folder.resolve("gone");
    TrainingListener removing =
        (record, total) -> {
          if (record.step() == TinyTraining.STEPS_PER_EPOCH) {
            for (Path file : List.of(gone.resolve("checkpoint.safetensors"), gone)) {
              assertThat(file.toFile().delete()).isTrue();
            }
          }
        };
    assertThatThrownBy(() -> TinyTraining.run(TinyTraining.plain(2, 0.05), gone, removing))
        .hasMessage(gone + " was removed during the training; give the same command again");
    assertThat(gone).doesNotExist();
  }
}
