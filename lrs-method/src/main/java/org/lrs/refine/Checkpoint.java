package org.lrs.refine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The whole state of a training run in one file, replaced atomically: parameters, velocities, the
 * number of finished steps and what each measured.
 */
final class Checkpoint {
  private static final String FILE = "checkpoint.safetensors";
  private static final String KEY = "run";
  private static final String WARNINGS = "warnings";
  private static final String PARAMETER = "parameter.";
  private static final String VELOCITY = "velocity.";
  private static final String AUXILIARY = "auxiliary.";
  private static final String HISTORY = "history";

  private final Path file;
  private final String runKey;
  private final Map<String, Tensor> auxiliary;

  /**
   * A checkpoint in a folder.
   *
   * @param runKey what identifies the run; a checkpoint of another run is refused
   * @param auxiliary numbers that are no part of the network, by name
   */
  Checkpoint(Path folder, String runKey, Map<String, Tensor> auxiliary) {
    this.file = folder.resolve(FILE);
    this.runKey = runKey;
    this.auxiliary = auxiliary;
  }

  void write(
      StateDict parameters,
      List<Tensor> velocities,
      List<StepRecord> history,
      List<String> warnings) {
    Map<String, HostTensor> all = new LinkedHashMap<>();
    parameters.toHost().forEach((name, tensor) -> all.put(PARAMETER + name, tensor));
    auxiliary.forEach((name, tensor) -> all.put(AUXILIARY + name, host(tensor)));
    for (int i = 0; i < velocities.size(); i++) {
      all.put(VELOCITY + i, host(velocities.get(i)));
    }
    float[] rows = new float[history.size() * StepRecord.WIDTH];
    for (int i = 0; i < history.size(); i++) {
      System.arraycopy(history.get(i).toRow(), 0, rows, i * StepRecord.WIDTH, StepRecord.WIDTH);
    }
    all.put(HISTORY, HostTensor.of(rows, history.size(), StepRecord.WIDTH));
    replace(file, all, Map.of(KEY, runKey, WARNINGS, String.join("\n", warnings)));
  }

  /** Writes a file at one moment, in place of what was there. */
  static void replace(Path file, Map<String, HostTensor> all, Map<String, String> metadata) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(file.getParent());
      Safetensors.write(temporary, all, metadata);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + file, e);
    }
  }

  /** Fills parameters and velocities and returns the history; empty if there is no checkpoint. */
  List<StepRecord> read(StateDict parameters, List<Tensor> velocities) {
    List<StepRecord> history = new ArrayList<>();
    if (!Files.exists(file)) {
      return history;
    }
    if (!runKey.equals(Safetensors.metadata(file).get(KEY))) {
      throw new IllegalArgumentException(
          file
              + " belongs to a run with other settings; remove it or choose another folder with"
              + " --out");
    }
    Map<String, HostTensor> all = Safetensors.read(file);
    try (Scope scope = Scope.open()) {
      for (String name : parameters.names()) {
        fill(parameters.get(name), all.get(PARAMETER + name));
      }
      auxiliary.forEach((name, tensor) -> fill(tensor, all.get(AUXILIARY + name)));
      for (int i = 0; i < velocities.size(); i++) {
        fill(velocities.get(i), all.get(VELOCITY + i));
      }
    }
    float[] rows = all.get(HISTORY).toFloats();
    for (int i = 0; i < rows.length / StepRecord.WIDTH; i++) {
      history.add(StepRecord.ofRow(i, rows, i * StepRecord.WIDTH));
    }
    return history;
  }

  /** Warnings given before the checkpoint was written. */
  List<String> warnings() {
    return Files.exists(file)
        ? Safetensors.metadata(file).getOrDefault(WARNINGS, "").lines().toList()
        : List.of();
  }

  /** A tensor's numbers on the Java heap. */
  static HostTensor host(Tensor tensor) {
    return HostTensor.of(tensor.toFloatArray(), tensor.shape().toArray());
  }

  private static void fill(Tensor target, HostTensor source) {
    target.detach().copyFrom(Tensor.of(source.toFloats(), source.shape()));
  }
}
