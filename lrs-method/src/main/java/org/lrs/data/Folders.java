package org.lrs.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lrs.format.FormatException;

/** Folders of data; links in them are followed. */
final class Folders {
  private static final int MOST_ENTRIES = 250_000;

  private Folders() {}

  /** The folder of a split if the data has one, else the folder itself. */
  static Path split(Path folder, String split) {
    Path inner = split == null ? folder : folder.resolve(split);
    requireWhole(inner);
    return Files.isDirectory(inner) ? inner : folder;
  }

  /**
   * Visible entries of a folder and of those in it, so deep, in the order of their paths.
   *
   * @throws FormatException if the folder cannot be read, or holds a link that leads nowhere or
   *     back to a folder around it
   */
  static List<Path> visible(Path folder, int depth) {
    try (Stream<Path> entries = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> visible =
          entries
              .filter(entry -> !entry.equals(folder) && !isHidden(folder.relativize(entry)))
              .limit(MOST_ENTRIES + 1L)
              .sorted()
              .toList();
      if (visible.size() > MOST_ENTRIES) {
        throw new FormatException(
            folder,
            "holds more than %s files; do links in it lead around?".formatted(MOST_ENTRIES));
      }
      visible.forEach(Folders::requireWhole);
      return visible;
    } catch (UncheckedIOException e) {
      throw unreadable(folder, e.getCause());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static FormatException unreadable(Path folder, IOException e) {
    if (e instanceof FileSystemLoopException loop) {
      return new FormatException(
          Path.of(loop.getFile()), "is a link to a folder around it; remove the link", e);
    }
    return DataFiles.unreadable(folder, e);
  }

  private static boolean isHidden(Path inside) {
    return StreamSupport.stream(inside.spliterator(), false)
        .anyMatch(name -> name.toString().startsWith("."));
  }

  /** Refuses a link to something that does not exist. */
  static void requireWhole(Path entry) {
    if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS) && !Files.exists(entry)) {
      throw new FormatException(entry, "is a link to something that is missing; mend or remove it");
    }
  }
}
