package org.lrs.experiment.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.lrs.Range;

/**
 * A lock between processes, released by the operating system when its owner ends in any way.
 *
 * <p>Lock files stay behind on purpose: removing one while another process waits on it would let
 * two owners in.
 */
public final class FolderLock implements AutoCloseable {

  private static final long POLL_MILLIS = 100;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * The lock, or empty if another process or thread holds it.
   *
   * @param file made if missing, in a folder that exists
   * @throws IllegalArgumentException for a link, which may lead anywhere
   */
  public static Optional<FolderLock> tryAcquire(Path file) throws IOException {
    Range.require(
        !Files.exists(file, LinkOption.NOFOLLOW_LINKS) || OwnedFolder.isFile(file),
        "%s is a link or no file, and lrs locks only a file of its own; remove it".formatted(file));
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new FolderLock(channel));
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds it: the same as another process.
    }
    channel.close();
    return Optional.empty();
  }

  /** Waits until the lock is free. */
  public static FolderLock acquire(Path file) throws IOException {
    Optional<FolderLock> lock = tryAcquire(file);
    while (lock.isEmpty()) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + file, e);
      }
      lock = tryAcquire(file);
    }
    return lock.get();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
