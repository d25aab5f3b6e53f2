package org.lrs.experiment.store;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lrs.Range;
import org.lrs.format.WholeFile;
import org.lrs.text.FileName;
import org.lrs.text.Foreign;

/**
 * A folder that carries a marker file: nothing is written into a folder that was not created by
 * this program.
 *
 * <p>What is in it is reached by its name, a path with slashes that stays below the folder. The
 * folder itself may be a link, as the user names it; a folder inside it may not, since what is
 * written or deleted there would be elsewhere.
 */
public final class OwnedFolder {

  /** Bytes of a path on common systems, less what may follow the folder inside. */
  private static final int LONGEST_PATH = 4096 - 800;

  private final Path root;
  private final Kind kind;

  /**
   * A kind of folder.
   *
   * @param marker name of the file that shows whose it is
   * @param what the folder would become, for messages
   * @param remains what a folder without the marker may hold and yet is ours, down to the second
   *     level: deleting a folder while a process writes into it leaves such remains
   */
  public record Kind(String marker, String what, Pattern remains) {}

  private OwnedFolder(Path root, Kind kind) {
    this.root = root;
    this.kind = kind;
  }

  /**
   * A folder, whatever is there; nothing is touched.
   *
   * @throws IllegalArgumentException if the path is too long for what will be in it
   */
  public static OwnedFolder at(Path path, Kind kind) {
    Path root = path.toAbsolutePath().normalize();
    for (Path name : root) {
      Range.require(
          FileName.bytes(name.toString()) <= FileName.LONGEST_ON_DISK,
          "'%s' is too long for the name of a folder, which has at most 255 bytes; name another folder for %s"
              .formatted(Foreign.text(name.toString()), kind.what()));
    }
    Range.require(
        FileName.bytes(root.toString()) <= LONGEST_PATH,
        "'%s' is too long for the path of a folder with files in it; name another folder for %s"
            .formatted(Foreign.text(root.toString()), kind.what()));
    return new OwnedFolder(root, kind);
  }

  /** Where it is. */
  public Path root() {
    return root;
  }

  /**
   * Makes sure that the folder exists and is ours: it has the marker, or it is new or empty, or
   * holds nothing but remains of ours, and gets the marker.
   *
   * @throws IllegalArgumentException as {@link #isOwned}; nothing has been touched
   */
  public void claim() throws IOException {
    if (isOwned()) {
      return;
    }
    Files.createDirectories(root);
    try {
      // One step, so that neither a kill nor a second process can find a half-claimed folder.
      Files.createFile(marker());
    } catch (FileAlreadyExistsException e) {
      // Another process has just claimed it for the same use.
    }
  }

  /**
   * Whether the folder has the marker; a missing or empty folder has not.
   *
   * @throws IllegalArgumentException if it is a file, or holds files and has no marker
   */
  public boolean isOwned() throws IOException {
    if (!Files.exists(root)) {
      return false;
    }
    Range.require(
        Files.isDirectory(root),
        root + " is a file, expected a folder for " + kind.what() + "; name another one");
    if (isMarked()) {
      return true;
    }
    Path real = root.toRealPath();
    try (Stream<Path> files = Files.walk(real, 2)) {
      boolean others =
          files
              .filter(file -> !file.equals(real) && !file.equals(real.resolve(kind.marker())))
              .anyMatch(
                  file ->
                      Files.isSymbolicLink(file)
                          || !kind.remains().matcher(name(real, file)).matches());
      if (others && !isMarked()) {
        throw new IllegalArgumentException(
            root
                + " is not empty and was not written by lrs, so nothing was touched;"
                + " name a new or empty folder for "
                + kind.what());
      }
    }
    return false;
  }

  /** Whether files may be written there, once it is made. */
  public void requireWritable() throws AccessDeniedException {
    Path existing = root;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isWritable(existing)) {
      throw new AccessDeniedException(existing.toString());
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private Path marker() {
    return root.resolve(kind.marker());
  }

  private boolean isMarked() {
    return isFile(marker());
  }

  /** Whether a path is a file, and no link to one. */
  static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Where a file of that name is; it may be missing.
   *
   * @param name path inside the folder, with slashes
   * @throws IllegalArgumentException if the name leads elsewhere, by itself or by a link
   */
  public Path file(String name) {
    Path file = root;
    for (String each : names(name)) {
      file = (file.equals(root) ? root : notLinked(file)).resolve(each);
    }
    return file;
  }

  /**
   * A folder inside this one, made if it is missing; this one exists.
   *
   * @throws IllegalArgumentException as {@link #file}
   */
  public Path folder(String name) throws IOException {
    Path folder = root;
    for (String each : names(name)) {
      folder = folder.resolve(each);
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        notLinked(folder);
      }
    }
    return folder;
  }

  /** Replaces a file by new bytes at one moment. */
  public void replace(String name, byte[] bytes) throws IOException {
    replace(name, Disk.content(bytes));
  }

  /** Replaces a file by a copy of another one at one moment. */
  public void copy(String name, Path source) throws IOException {
    replace(name, channel -> Files.copy(source, Channels.newOutputStream(channel)));
  }

  private void replace(String name, WholeFile.Content content) throws IOException {
    Path file = file(name);
    if (name.contains("/")) {
      folder(name.substring(0, name.lastIndexOf('/')));
    }
    Disk.replace(file, content);
  }

  /**
   * Refuses links to folders at any depth in one of the folders inside, which may be missing.
   *
   * @throws IllegalArgumentException naming the first one
   */
  public void refuseLinks(String name) throws IOException {
    Path inside = notLinked(file(name));
    if (Files.isDirectory(inside)) {
      try (Stream<Path> all = Files.walk(inside)) {
        for (Path folder : all.filter(Files::isDirectory).toList()) {
          notLinked(folder);
        }
      }
    }
  }

  private Path notLinked(Path folder) {
    Range.require(
        !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS),
        "%s is %s, and lrs writes only into folders of its own; move it away, or name another folder for %s"
            .formatted(
                Foreign.text(folder.toString(), 400),
                Files.isSymbolicLink(folder) ? "a link" : "no folder",
                kind.what()));
    return folder;
  }

  private static List<String> names(String name) {
    List<String> names = List.of(name.split("/", -1));
    Range.require(
        names.stream().allMatch(FileName::isOne),
        "'%s' is not the name of a file in a folder of lrs".formatted(Foreign.text(name)));
    return names;
  }
}
