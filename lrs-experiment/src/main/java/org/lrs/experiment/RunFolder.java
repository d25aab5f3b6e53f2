package org.lrs.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.lrs.Range;
import org.lrs.data.TargetClasses;
import org.lrs.experiment.network.ClassifierRef;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.network.RefinedNetwork;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.Disk;
import org.lrs.experiment.store.FolderLock;
import org.lrs.experiment.store.Json;
import org.lrs.experiment.store.OwnedFolder;
import org.lrs.model.CheckpointCard;

/**
 * The folder a run is read from: results, report, provenance, adversarial images.
 *
 * <p>It carries a marker file that lists what was written into it. A folder without the marker was
 * not created by lrs and stays untouched; a later run into the same folder replaces what is listed
 * and nothing else. One process at a time writes into it.
 */
public final class RunFolder implements AutoCloseable {

  private static final String MARKER = ".lrs-run";

  private final Path root;
  private final FolderLock lock;
  private final Set<String> earlier;
  private final Set<String> written = new TreeSet<>();

  private RunFolder(Path root, FolderLock lock, Set<String> earlier) {
    this.root = root;
    this.lock = lock;
    this.earlier = earlier;
  }

  /**
   * Opens a run folder, creating it if there is nothing yet.
   *
   * @throws IllegalArgumentException if the folder holds something else
   * @throws IllegalStateException if another process is writing into it
   * @throws java.io.UncheckedIOException without permission to write there
   */
  public static RunFolder open(Path out) {
    Path root = out.toAbsolutePath().normalize();
    return Disk.writing(
        root,
        () -> {
          OwnedFolder.claim(root, MARKER, "a run");
          FolderLock lock =
              FolderLock.tryAcquire(root.resolve(".lock"))
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "another lrs process is writing to "
                                  + root
                                  + "; wait for it or name another folder with --out"));
          return new RunFolder(root, lock, new TreeSet<>(Files.readAllLines(root.resolve(MARKER))));
        });
  }

  /**
   * Reads a JSON file of a finished run.
   *
   * @param name path inside the folder, with slashes
   * @throws IllegalArgumentException if it is not the folder of a finished run
   */
  public static <T> T read(Path folder, String name, Class<T> type) {
    Range.require(
        Files.isRegularFile(folder.resolve(MARKER)),
        folder + " is not a run folder; expected the --out folder of an earlier run");
    Path file = folder.resolve(name);
    Range.require(
        Files.isRegularFile(file),
        "the run in " + folder + " is not finished; give its 'lrs run' command again");
    return Json.read(file, type);
  }

  /** Where the folder is. */
  public Path path() {
    return root;
  }

  /**
   * Writes a file at one moment.
   *
   * @param name path inside the folder, with slashes
   */
  public void write(String name, String text) {
    replace(name, () -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a value as JSON at one moment. */
  void writeJson(String name, Object value) {
    write(name, Json.text(value));
  }

  /** Copies a file of the store. */
  public void copy(Path source, String name) {
    replace(name, () -> Files.readAllBytes(source));
  }

  private void replace(String name, Disk.Work<byte[]> bytes) {
    Disk.writing(
        root,
        () -> {
          written.add(name);
          Set<String> all = new TreeSet<>(earlier);
          all.addAll(written);
          Disk.replace(root.resolve(MARKER), String.join("\n", all) + "\n");
          Path file = root.resolve(name);
          Disk.replace(file, bytes.run());
          return file;
        });
  }

  /**
   * Copies the arrays and class names of a finished image stage, and the target classes, if it is a
   * targeted attack.
   *
   * @param to folder inside this one
   */
  public void copyImages(Path result, String to) {
    for (String file : List.of("images.npy", "labels.npy", "ids.npy", "classes.txt")) {
      copy(result.resolve(file), to + "/" + file);
    }
    if (Files.isRegularFile(result.resolve(TargetClasses.FILE))) {
      copy(result.resolve(TargetClasses.FILE), to + "/" + TargetClasses.FILE);
    }
  }

  /** Copies the weights and curves of a training, with the card of the network. */
  void copyTraining(Path result, CheckpointCard card) {
    copy(result.resolve(ModelFile.WEIGHTS), ModelFile.WEIGHTS);
    copy(result.resolve("training.json"), "training.json");
    writeJson("model.json", card);
  }

  /** Copies the weights of a surrogate's refinement, and of the networks it kept or drew. */
  void copySurrogate(SurrogateRef surrogate, Function<Stage<?>, Path> results) {
    String name = "surrogates/" + surrogate.name();
    for (Stage<?> stage : surrogate.inputs()) {
      copy(results.apply(stage).resolve(ModelFile.WEIGHTS), name + ".safetensors");
    }
    for (ClassifierRef member : surrogate.members()) {
      if (member instanceof RefinedNetwork one && !one.file().equals(ModelFile.WEIGHTS)) {
        copy(results.apply(one.stage()).resolve(one.file()), name + "." + one.file());
      }
    }
  }

  /** Removes what an earlier run wrote and this one did not. */
  public void finish() {
    Disk.writing(
        root,
        () -> {
          for (String name : earlier) {
            if (!name.isBlank() && !written.contains(name)) {
              Files.deleteIfExists(root.resolve(name));
              removeEmptyParents(root.resolve(name).getParent());
            }
          }
          Disk.replace(root.resolve(MARKER), String.join("\n", written) + "\n");
          return root;
        });
  }

  private void removeEmptyParents(Path folder) throws IOException {
    for (Path f = folder; !f.equals(root); f = f.getParent()) {
      try {
        Files.deleteIfExists(f);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    Disk.writing(
        root,
        () -> {
          lock.close();
          return root;
        });
  }
}
