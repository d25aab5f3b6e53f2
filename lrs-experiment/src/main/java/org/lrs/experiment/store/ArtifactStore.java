package org.lrs.experiment.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lrs.format.WholeFile;

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

  private static final OwnedFolder.Kind KIND =
      new OwnedFolder.Kind(
          ".lrs-store",
          "an artifact store",
          Pattern.compile("(artifacts|work|notes|locks)(/[a-z-]+-[0-9a-f]{32}(\\.tmp)?)?"));

  private final OwnedFolder root;

  private ArtifactStore(OwnedFolder root) {
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
   * @param damaged whether there was a result whose files are not those that were written
   */
  public record WorkArea(Path output, Path checkpoint, boolean damaged) {}

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
    OwnedFolder folder = OwnedFolder.at(root, KIND);
    Disk.reading(folder.root(), folder::isOwned);
    return new ArtifactStore(folder);
  }

  /** The artifact's folder, if it is finished and its files are those that were written. */
  public Optional<Path> find(Key key) {
    Path folder = artifact(key);
    return isWhole(folder, key) ? Optional.of(folder) : Optional.empty();
  }

  private Path artifact(Key key) {
    return root.file("artifacts/" + key.folder());
  }

  /** The description is compared as a whole, since each of its parts can be told from the key. */
  private static boolean isWhole(Path folder, Key key) {
    Path file = folder.resolve(DESCRIPTION);
    if (!OwnedFolder.isFile(file)) {
      return false;
    }
    String text = text(file);
    String head = head(key);
    String tail = tail(folder);
    return text.startsWith(head)
        && text.endsWith(tail)
        && text.length() >= head.length() + tail.length()
        && Canonical.digestOfJson(text.substring(head.length(), text.length() - tail.length()))
            .equals(key.digest());
  }

  /**
   * The artifact's folder; made now unless it exists. A second process that needs the same artifact
   * waits for the first.
   *
   * @param description what it is made from, whose digest the key has; goes into {@link
   *     #DESCRIPTION}
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  public Path make(Key key, Object description, Maker maker) {
    Optional<Path> found = find(key);
    return found.isPresent()
        ? found.get()
        : Disk.writing(root.root(), () -> makeLocked(key, description, maker));
  }

  /** Where the store is. */
  public Path root() {
    return root.root();
  }

  /** Whether a process left a checkpoint of this artifact. */
  public boolean isStarted(Key key) {
    return !Disk.list(root.file(work(key) + "/checkpoint")).isEmpty();
  }

  /**
   * Leaves a note about an artifact that must not change its bytes: how long it took to make.
   *
   * @param note replaces an earlier one
   */
  public void note(Key key, String note) {
    Disk.writing(
        root.root(),
        () -> {
          root.replace(notes(key), note.getBytes(StandardCharsets.UTF_8));
          return root;
        });
  }

  /** The note about an artifact, if there is one. */
  public Optional<String> note(Key key) {
    return Optional.of(root.file(notes(key))).filter(OwnedFolder::isFile).map(ArtifactStore::text);
  }

  /** All notes about artifacts, by the name of the artifact's folder. */
  public Map<String, String> notes() {
    return Disk.list(root.file("notes")).stream()
        .filter(file -> !file.toString().endsWith(WholeFile.TEMPORARY))
        .filter(OwnedFolder::isFile)
        .collect(Collectors.toMap(file -> file.getFileName().toString(), ArtifactStore::text));
  }

  private static String notes(Key key) {
    return "notes/" + key.folder();
  }

  /** A file's text; bytes that are none become a character that is in no file of ours. */
  private static String text(Path file) {
    return Disk.reading(file, () -> new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  private Path makeLocked(Key key, Object description, Maker maker) throws IOException {
    root.claim();
    root.folder("locks");
    try (FolderLock lock = FolderLock.acquire(root.file("locks/" + key.folder()))) {
      Optional<Path> found = find(key);
      if (found.isPresent()) {
        return found.get();
      }
      Path destination = artifact(key);
      Path work = root.folder(work(key));
      Disk.delete(work.resolve("output"));
      WorkArea area =
          new WorkArea(
              root.folder(work(key) + "/output"),
              root.folder(work(key) + "/checkpoint"),
              Files.exists(destination, LinkOption.NOFOLLOW_LINKS));
      maker.make(area);
      Files.writeString(
          area.output().resolve(DESCRIPTION),
          head(key) + Canonical.json(description) + tail(area.output()));
      root.folder("artifacts");
      Disk.delete(destination);
      Disk.publish(area.output(), destination);
      Disk.delete(work);
      return destination;
    }
  }

  private static String work(Key key) {
    return "work/" + key.folder();
  }

  /** The description before what the artifact is made from. */
  private static String head(Key key) {
    String json = Canonical.json(Map.of("kind", key.kind(), "digest", key.digest()));
    return json.substring(0, json.length() - 1) + ",\"madeFrom\":";
  }

  /** The description behind it. */
  private static String tail(Path folder) {
    Map<String, String> files = Disk.reading(folder, () -> Canonical.digestsIn(folder));
    files.remove(DESCRIPTION);
    return ",\"files\":" + Canonical.json(files) + "}\n";
  }
}
