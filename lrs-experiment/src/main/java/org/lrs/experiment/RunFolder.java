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
import java.util.regex.Pattern;
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

  private static final String LOCK = ".lock";

  /** Folder of finished stages, where the user names no other. */
  static final String STORE = ".store";

  private static final OwnedFolder.Kind KIND =
      new OwnedFolder.Kind(
          RunMarker.FILE, "a run", Pattern.compile("\\.lock|\\.store(/(\\.lrs-store|[a-z]+))?"));

  private final OwnedFolder folder;
  private final FolderLock lock;
  private final Set<String> earlier;
  private final Set<String> written = new TreeSet<>();

  private RunFolder(OwnedFolder folder, FolderLock lock, Set<String> earlier) {
    this.folder = folder;
    this.lock = lock;
    this.earlier = earlier;
  }

  /**
   * Opens a run folder, creating it if there is nothing yet.
   *
   * @throws IllegalArgumentException if the folder holds something else, links to folders, or a
   *     marker that no run has written
   * @throws IllegalStateException if another process is writing into it
   * @throws java.io.UncheckedIOException without permission to write there
   */
  public static RunFolder open(Path out) {
    OwnedFolder folder = OwnedFolder.at(out, KIND);
    return Disk.writing(
        folder.root(),
        () -> {
          folder.claim();
          checkInside(folder);
          FolderLock lock =
              FolderLock.tryAcquire(folder.file(LOCK))
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "another lrs process is writing to "
                                  + folder.root()
                                  + "; wait for it or name another folder with --out"));
          return new RunFolder(folder, lock, RunMarker.read(folder));
        });
  }

  /** Whether a folder was made by this program for a run. */
  public static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(RunMarker.FILE));
  }

  /**
   * Refuses a folder that cannot be opened, before work is done for it; touches nothing.
   *
   * @throws IllegalArgumentException as {@link #open}
   * @throws java.io.UncheckedIOException without permission to write there
   */
  public static void check(Path out) {
    OwnedFolder folder = OwnedFolder.at(out, KIND);
    Disk.writing(
        folder.root(),
        () -> {
          if (folder.isOwned()) {
            checkInside(folder);
          }
          folder.requireWritable();
          return folder;
        });
  }

  private static void checkInside(OwnedFolder folder) throws IOException {
    RunMarker.read(folder);
    folder.file(STORE + "/work");
    for (String inside : List.of("clean", "adversarial", "surrogates")) {
      folder.refuseLinks(inside);
    }
  }

  /**
   * Reads a JSON file of a finished run.
   *
   * @param name path inside the folder, with slashes
   * @throws IllegalArgumentException if it is not the folder of a finished run
   */
  public static <T> T read(Path folder, String name, Class<T> type) {
    Range.require(
        isOne(folder),
        folder + " is not a run folder; expected the --out folder of an earlier run");
    Path file = folder.resolve(name);
    Range.require(
        Files.isRegularFile(file),
        "the run in " + folder + " is not finished; give its 'lrs run' command again");
    return Json.read(file, type);
  }

  /** Where the folder is. */
  public Path path() {
    return folder.root();
  }

  /**
   * Writes a file at one moment.
   *
   * @param name path inside the folder, with slashes
   */
  public void write(String name, String text) {
    replace(name, () -> folder.replace(name, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a value as JSON at one moment. */
  void writeJson(String name, Object value) {
    write(name, Json.text(value));
  }

  /** Copies a file of the store. */
  public void copy(Path source, String name) {
    replace(name, () -> folder.copy(name, source));
  }

  /** Work that writes one file. */
  private interface Writing {
    void run() throws IOException;
  }

  private void replace(String name, Writing file) {
    RunMarker.check(name);
    Disk.writing(
        path(),
        () -> {
          written.add(name);
          Set<String> all = new TreeSet<>(earlier);
          all.addAll(written);
          RunMarker.write(folder, all);
          file.run();
          return name;
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
        path(),
        () -> {
          for (String name : earlier) {
            if (!written.contains(name)) {
              Files.deleteIfExists(folder.file(name));
              removeEmptyParents(folder.file(name).getParent());
            }
          }
          RunMarker.write(folder, written);
          return folder;
        });
  }

  private void removeEmptyParents(Path from) throws IOException {
    for (Path f = from; !f.equals(path()); f = f.getParent()) {
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
        path(),
        () -> {
          lock.close();
          return folder;
        });
  }
}
