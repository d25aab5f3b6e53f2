package org.lrs.refine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.format.Checksums;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The whole state of a training run in one file, replaced atomically: its tensors, the number of
 * finished steps and what each measured.
 *
 * <p>It carries a digest of all this, and those of the networks that the run has left beside it. A
 * file that is damaged anywhere is as good as none: the training begins again, and states so.
 */
final class Checkpoint {
  private static final String FILE = "checkpoint.safetensors";
  private static final String KEY = "run";
  private static final String WARNINGS = "warnings";
  private static final String HISTORY = "history";
  private static final String BESIDE = "beside";
  static final String DIGEST = "sha256";

  private final Optional<Path> file;
  private final String runKey;
  private final Map<String, Tensor> state;
  private final int seconds;
  private final Map<String, String> digests = new LinkedHashMap<>();
  private long saved = System.nanoTime();

  /**
   * What a checkpoint holds.
   *
   * @param history every step before it
   * @param warnings given before it
   */
  record Kept(List<StepRecord> history, List<String> warnings, Map<String, HostTensor> tensors) {}

  /**
   * A checkpoint in a folder, which is made if it is missing in another one.
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
    file.ifPresent(Checkpoint::makeFolder);
  }

  /** Not those above it: a folder of the user that was removed meanwhile is not made again. */
  private static void makeFolder(Path checkpoint) {
    try {
      if (!Files.isDirectory(checkpoint.getParent())) {
        Files.createDirectory(checkpoint.getParent());
      }
    } catch (IOException e) {
      throw failed(checkpoint, e);
    }
  }

  /** Writes the state after a step, at the end of an epoch or if it is time to. */
  void after(Position at, List<StepRecord> history, List<String> warnings) {
    boolean due = at.endsEpoch() || System.nanoTime() - saved > seconds * 1e9;
    if (file.isPresent() && due) {
      Map<String, HostTensor> all = new LinkedHashMap<>();
      state.forEach((name, tensor) -> all.put(name, host(tensor)));
      all.put(HISTORY, StepRecord.rows(history));
      Map<String, String> metadata = new TreeMap<>();
      metadata.put(KEY, runKey);
      metadata.put(WARNINGS, String.join("\n", warnings));
      metadata.put(BESIDE, beside(file.get()));
      metadata.put(DIGEST, digest(all, metadata));
      replace(file.get(), all, metadata);
      saved = System.nanoTime();
    }
  }

  /** Writes a file at one moment, in place of what was there. */
  static void replace(Path file, Map<String, HostTensor> all, Map<String, String> metadata) {
    try {
      Safetensors.write(file, all, metadata);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static UncheckedIOException failed(Path file, IOException e) {
    return new UncheckedIOException(
        e instanceof NoSuchFileException
            ? file.getParent() + " was removed during the training; give the same command again"
            : "cannot write the checkpoint " + file,
        e);
  }

  /** Digests of the networks that the run has left so far, each taken once. */
  private String beside(Path checkpoint) {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(checkpoint.getParent()).sorted()) {
      for (Path network : files.toList()) {
        String name = network.getFileName().toString();
        if (name.matches("[a-z]+-\\d+\\.safetensors")) {
          String version = name + Files.getLastModifiedTime(network);
          lines.add(
              digests.computeIfAbsent(version, key -> Checksums.sha256(network)) + " " + name);
        }
      }
    } catch (IOException e) {
      throw failed(checkpoint, e);
    }
    return String.join("\n", lines);
  }

  /**
   * Reads the checkpoint; empty if there is none that can be used.
   *
   * @param listener hears of a damaged one
   * @throws IllegalArgumentException for the checkpoint of another run
   */
  Optional<Kept> read(TrainingListener listener) {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return Optional.empty();
    }
    Path path = file.get();
    Optional<Map<String, String>> texts = wholeTexts(path);
    if (texts.isEmpty()) {
      return unusable(listener, path);
    }
    Range.require(
        runKey.equals(texts.get().get(KEY)),
        path
            + " belongs to a run with other settings, or of another version; remove it or choose"
            + " another folder with --out");
    Map<String, HostTensor> all = Safetensors.read(path);
    if (!isComplete(all)) {
      return unusable(listener, path);
    }
    List<String> warnings = texts.get().get(WARNINGS).lines().toList();
    return Optional.of(new Kept(StepRecord.history(all.get(HISTORY)), warnings, all));
  }

  private static Optional<Kept> unusable(TrainingListener listener, Path path) {
    listener.onWarning(
        "the checkpoint in %s is damaged or of another version; the training begins again"
            .formatted(path.getParent()));
    return Optional.empty();
  }

  /** Whether it has the history and every tensor of the run, with its shape. */
  private boolean isComplete(Map<String, HostTensor> all) {
    return StepRecord.isHistory(all.get(HISTORY))
        && state.entrySet().stream()
            .allMatch(
                one -> {
                  HostTensor kept = all.get(one.getKey());
                  return kept != null && Arrays.equals(kept.shape(), one.getValue().shape());
                });
  }

  /** The texts of a checkpoint; empty if it, or a network beside it, is not as it was written. */
  private static Optional<Map<String, String>> wholeTexts(Path path) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      Map<String, String> texts = new TreeMap<>(Safetensors.metadata(path));
      String digest = texts.remove(DIGEST);
      return digest(Safetensors.read(path), texts).equals(digest)
              && texts.keySet().containsAll(List.of(KEY, WARNINGS, BESIDE))
              && isWhole(path, texts.get(BESIDE))
          ? Optional.of(texts)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // Damaged so that it cannot even be read.
      return Optional.empty();
    }
  }

  private static boolean isWhole(Path checkpoint, String beside) {
    return beside
        .lines()
        .map(line -> line.split(" ", 2))
        .allMatch(
            one -> {
              if (one.length < 2) {
                return false;
              }
              Path network = checkpoint.resolveSibling(one[1]);
              return Files.isRegularFile(network) && Checksums.sha256(network).equals(one[0]);
            });
  }

  /** Fills the tensors of the run. */
  void restore(Kept kept) {
    state.forEach(
        (name, tensor) -> {
          try (Scope scope = Scope.open()) {
            HostTensor before = kept.tensors().get(name);
            tensor.detach().copyFrom(Tensor.of(before.toFloats(), before.shape()));
          }
        });
  }

  /** SHA-256 of names, types, shapes and values, and of the texts. */
  static String digest(Map<String, HostTensor> tensors, Map<String, String> texts) {
    MessageDigest sum = Checksums.newSha256();
    texts.forEach((name, text) -> add(sum, name, text));
    new TreeMap<>(tensors)
        .forEach(
            (name, tensor) -> {
              add(sum, name, tensor.dtype() + Arrays.toString(tensor.shape()));
              sum.update(tensor.data());
            });
    return HexFormat.of().formatHex(sum.digest());
  }

  private static void add(MessageDigest sum, String name, String text) {
    sum.update(
        (name.length() + ":" + name + text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
  }

  /** A tensor's values on the Java heap. */
  static HostTensor host(Tensor tensor) {
    return HostTensor.of(tensor.toFloatArray(), tensor.shape());
  }
}
