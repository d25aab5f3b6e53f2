package org.lrs.experiment.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lrs.format.WholeFile;

/** File operations that survive a power cut, and messages for the ways in which a disk fails. */
public final class Disk {

  private Disk() {}

  /** Work that may fail on the disk. */
  public interface Work<T> {
    /** Does the work. */
    T run() throws IOException;
  }

  /**
   * Runs the work; what goes wrong on the disk becomes one sentence.
   *
   * @param path what is being written, named in the sentence
   * @throws UncheckedIOException full disk, missing permission, any other failure
   */
  public static <T> T writing(Path path, Work<T> work) {
    try {
      return work.run();
    } catch (ReadOnlyFileSystemException e) {
      throw new UncheckedIOException(
          "cannot write to " + path + ": it is on a read-only file system", new IOException(e));
    } catch (IOException e) {
      throw new UncheckedIOException(sentence(path, e), e);
    } catch (UncheckedIOException e) {
      // From the code that wrote the file, perhaps without advice about a full disk.
      throw isFull(e.getCause())
          ? new UncheckedIOException(sentence(path, e.getCause()), e.getCause())
          : e;
    }
  }

  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("disk quota");
  }

  /**
   * Runs work that only reads.
   *
   * @throws UncheckedIOException naming what could not be read
   */
  public static <T> T reading(Path path, Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** What is directly in a folder; nothing if there is no such folder. */
  static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    return reading(
        folder,
        () -> {
          try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
          }
        });
  }

  private static String sentence(Path path, IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String lower = message.toLowerCase(Locale.ROOT);
    if (e instanceof AccessDeniedException || lower.contains("permission denied")) {
      return "no permission to write to " + path + "; choose another folder or change its rights";
    }
    if (isFull(e)) {
      return "the disk of %s is full; free some space and give the same command again, what is finished is kept"
          .formatted(path);
    }
    if (e instanceof NoSuchFileException missing) {
      return "%s was removed while lrs was writing to %s; give the same command again"
          .formatted(missing.getFile(), path);
    }
    String reason = e instanceof FileSystemException failure ? failure.getReason() : null;
    return "cannot write to " + path + ": " + (reason == null ? message : reason);
  }

  /**
   * Replaces a file by new bytes at one moment: a reader sees the old bytes or the new ones. Its
   * folder must exist.
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    replace(file, content(bytes));
  }

  /** What writes these bytes. */
  static WholeFile.Content content(byte[] bytes) {
    return channel -> {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    };
  }

  /** As {@link #replace(Path, byte[])}, by bytes that are never all in memory. */
  static void replace(Path file, WholeFile.Content content) throws IOException {
    WholeFile.replace(file, content);
    force(file.toAbsolutePath().getParent());
  }

  /**
   * Moves a finished folder to its final name in another folder, after all of its bytes have
   * reached the disk.
   */
  static void publish(Path folder, Path destination) throws IOException {
    for (Path path : below(folder)) {
      force(path);
    }
    Files.move(folder, destination, StandardCopyOption.ATOMIC_MOVE);
    force(destination.getParent());
  }

  /**
   * Deletes a file or a folder with all below it, of a link the link alone; nothing happens if
   * there is none.
   */
  static void delete(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      for (Path each : below(path)) {
        Files.delete(each);
      }
    }
  }

  /** Children first. */
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }

  /** Folders can be forced where the file system is POSIX; elsewhere the move is durable enough. */
  private static void force(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    if (folder && !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    StandardOpenOption option = folder ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
