package org.lrs.experiment.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Folders that carry a marker file: nothing is written into a folder that was not created by this
 * program.
 */
public final class OwnedFolder {

  private OwnedFolder() {}

  /**
   * Makes sure that the folder exists and is ours: it has the marker, or it is new or empty and
   * gets the marker.
   *
   * @param what what the folder would become, for the message
   * @throws IllegalArgumentException if it is a file, or holds files and has no marker; nothing has
   *     been touched
   */
  public static void claim(Path folder, String marker, String what) throws IOException {
    if (isOwned(folder, marker, what)) {
      return;
    }
    Files.createDirectories(folder);
    try {
      // One step, so that neither a kill nor a second process can find a half-claimed folder.
      Files.createFile(folder.resolve(marker));
    } catch (FileAlreadyExistsException e) {
      // Another process has just claimed it for the same use.
    }
  }

  /**
   * Whether the folder has the marker; a missing or empty folder has not.
   *
   * @throws IllegalArgumentException as {@link #claim}
   */
  public static boolean isOwned(Path folder, String marker, String what) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is a file, expected a folder for " + what + "; name another one");
    }
    if (Files.isRegularFile(folder.resolve(marker))) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      boolean others = files.anyMatch(file -> !file.endsWith(marker));
      if (others && !Files.isRegularFile(folder.resolve(marker))) {
        throw new IllegalArgumentException(
            folder
                + " is not empty and was not written by lrs, so nothing was touched;"
                + " name a new or empty folder for "
                + what);
      }
    }
    return false;
  }
}
