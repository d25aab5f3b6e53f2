package org.lrs.experiment.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finished work, found again by what it was made from.
 *
 * <p>An artifact is a folder named by the digest of its parameters and inputs. It is made in a work
 * area on the same file system and moved into place when all of its bytes are on the disk, so an
 * artifact is either whole or not there, also after {@code kill -9}. Any number of processes may
 * share a store.
 *
 * <pre>
 * store/artifacts/craft-3fa2…/   finished, with artifact.json naming parameters and file digests
 * store/work/craft-3fa2…/        unfinished: output (thrown away) and checkpoint (kept for resuming)
 * store/locks/
 * </pre>
 */
public final class ArtifactStore {

  /** File of every artifact that records what it was made from and the digests of its files. */
  public static final String DESCRIPTION = "artifact.json";

  private static final String MARKER = ".lrs-store";
  private static final String WHAT = "an artifact store";

  private final Path root;

  private ArtifactStore(Path root) {
    this.root = root;
  }

  /**
   * Name of an artifact.
   *
   * @param kind what it is, such as {@code refine}
   * @param digest 64 hexadecimal digits
   */
  public record Key(String kind, String digest) {
    /** Name of the artifact's folder. */
    public String folder() {
      return kind + "-" + digest.substring(0, 32);
    }
  }

  /**
   * Where an artifact is made.
   *
   * @param output empty folder that becomes the artifact
   * @param checkpoint folder that outlives a killed process, for what speeds up the next try
   */
  public record WorkArea(Path output, Path checkpoint) {}

  /** Makes an artifact. */
  public interface Maker {
    /**
     * Fills {@link WorkArea#output}; an exception leaves the checkpoint folder for the next try.
     */
    void make(WorkArea area) throws IOException;
  }

  /**
   * Opens a store; a folder that does not exist yet is made with the first artifact.
   *
   * @throws IllegalArgumentException if the folder holds something else
   */
  public static ArtifactStore open(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    Disk.reading(absolute, () -> OwnedFolder.isOwned(absolute, MARKER, WHAT));
    return new ArtifactStore(absolute);
  }

  /** The artifact's folder, if it is finished and its files are those that were written. */
  public Optional<Path> find(Key key) {
    Path folder = artifact(key);
    Path description = folder.resolve(DESCRIPTION);
    return Files.isRegularFile(description) && read(description).contains(filesJson(folder))
        ? Optional.of(folder)
        : Optional.empty();
  }

  private Path artifact(Key key) {
    return root.resolve("artifacts").resolve(key.folder());
  }

  /**
   * The artifact's folder; made now unless it exists. A second process that needs the same artifact
   * waits for the first.
   *
   * @param description what it is made from; goes into {@link #DESCRIPTION}
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public Path make(Key key, Object description, Maker maker) {
    Optional<Path> found = find(key);
    return found.isPresent()
        ? found.get()
        : Disk.writing(root, () -> makeLocked(key, description, maker));
  }

  /** Whether a process left a checkpoint of this artifact. */
  public boolean isStarted(Key key) {
    return !Disk.list(work(key).resolve("checkpoint")).isEmpty();
  }

  /**
   * Leaves a note about an artifact that must not change its bytes: how long it took to make.
   *
   * @param note replaces an earlier one
   */
  public void note(Key key, String note) {
    Path file = notes(key);
    Disk.writing(
        file,
        () -> {
          Disk.replace(file, note);
          return file;
        });
  }

  /** The note about an artifact, if there is one. */
  public Optional<String> note(Key key) {
    return Optional.of(notes(key)).filter(Files::isRegularFile).map(ArtifactStore::read);
  }

  /** All notes about artifacts, by the name of the artifact's folder. */
  public Map<String, String> notes() {
    return Disk.list(root.resolve("notes")).stream()
        .filter(file -> !file.toString().endsWith(".tmp"))
        .collect(Collectors.toMap(file -> file.getFileName().toString(), ArtifactStore::read));
  }

  private Path notes(Key key) {
    return root.resolve("notes").resolve(key.folder());
  }

  private static String read(Path file) {
    return Disk.reading(file, () -> Files.readString(file));
  }

  private Path makeLocked(Key key, Object description, Maker maker) throws IOException {
    OwnedFolder.claim(root, MARKER, WHAT);
    try (FolderLock lock = FolderLock.acquire(root.resolve("locks").resolve(key.folder()))) {
      Optional<Path> found = find(key);
      if (found.isPresent()) {
        return found.get();
      }
      WorkArea area = new WorkArea(work(key).resolve("output"), work(key).resolve("checkpoint"));
      Disk.delete(area.output());
      Files.createDirectories(area.output());
      Files.createDirectories(area.checkpoint());
      maker.make(area);
      describe(area.output(), key, description);
      Path destination = artifact(key);
      Disk.delete(destination);
      Disk.publish(area.output(), destination);
      Disk.delete(work(key));
      return destination;
    }
  }

  private Path work(Key key) {
    return root.resolve("work").resolve(key.folder());
  }

  private static void describe(Path output, Key key, Object description) throws IOException {
    String head =
        Canonical.json(Map.of("kind", key.kind(), "digest", key.digest(), "madeFrom", description));
    String json = head.substring(0, head.length() - 1) + "," + filesJson(output) + "}\n";
    Files.writeString(output.resolve(DESCRIPTION), json);
  }

  private static String filesJson(Path folder) {
    Map<String, String> files = Disk.reading(folder, () -> Canonical.digestsIn(folder));
    files.remove(DESCRIPTION);
    return "\"files\":" + Canonical.json(files);
  }
}
