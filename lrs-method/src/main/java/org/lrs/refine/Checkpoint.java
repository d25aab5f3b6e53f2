package org.lrs.refine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The whole state of a training run in one file, replaced atomically: its tensors, the number of
 * finished steps and what each measured.
 */
final class Checkpoint {
  private static final String FILE = "checkpoint.safetensors";
  private static final String KEY = "run";
  private static final String WARNINGS = "warnings";
  private static final String HISTORY = "history";

  private final Optional<Path> file;
  private final String runKey;
  private final Map<String, Tensor> state;
  private final int seconds;
  private long saved = System.nanoTime();

  /**
   * A checkpoint in a folder.
   *
   * @param folder empty to keep none
   * @param runKey what identifies the run; a checkpoint of another run is refused
   * @param state all tensors of the run, by name
   * @param seconds time between checkpoints inside an epoch
   */
  Checkpoint(Optional<Path> folder, String runKey, Map<String, Tensor> state, int seconds) {
    this.file = folder.map(path -> path.resolve(FILE));
    this.runKey = runKey;
    this.state = state;
    this.seconds = seconds;
  }

  /** Writes the state after a step, at the end of an epoch or if it is time to. */
  void after(Position at, List<StepRecord> history, List<String> warnings) {
    boolean due = at.endsEpoch() || System.nanoTime() - saved > seconds * 1e9;
    if (file.isPresent() && due) {
      Map<String, HostTensor> all = new LinkedHashMap<>();
      state.forEach((name, tensor) -> all.put(name, host(tensor)));
      all.put(HISTORY, StepRecord.rows(history));
      replace(file.get(), all, Map.of(KEY, runKey, WARNINGS, String.join("\n", warnings)));
      saved = System.nanoTime();
    }
  }

  /** Writes a file at one moment, in place of what was there. */
  static void replace(Path file, Map<String, HostTensor> all, Map<String, String> metadata) {
    try {
      Files.createDirectories(file.getParent());
      Safetensors.write(file, all, metadata);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + file, e);
    }
  }

  /** Fills the tensors and returns the history; empty if there is no checkpoint. */
  List<StepRecord> read() {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return new ArrayList<>();
    }
    Range.require(
        runKey.equals(Safetensors.metadata(file.get()).get(KEY)),
        file.get()
            + " belongs to a run with other settings, or of another version; remove it or choose"
            + " another folder with --out");
    Map<String, HostTensor> all = Safetensors.read(file.get());
    state.forEach(
        (name, tensor) -> {
          try (Scope scope = Scope.open()) {
            HostTensor kept = all.get(name);
            tensor.detach().copyFrom(Tensor.of(kept.toFloats(), kept.shape()));
          }
        });
    return StepRecord.history(all.get(HISTORY));
  }

  /** Warnings given before the checkpoint was written. */
  List<String> warnings() {
    return file.filter(Files::exists)
        .map(path -> Safetensors.metadata(path).getOrDefault(WARNINGS, "").lines().toList())
        .orElse(List.of());
  }

  /** A tensor's values on the Java heap. */
  static HostTensor host(Tensor tensor) {
    return HostTensor.of(tensor.toFloatArray(), tensor.shape());
  }
}
