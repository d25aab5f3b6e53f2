package org.lrs.experiment.store;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.lrs.data.Datasets;

/**
 * A file or folder that results depend on, with the digest of its bytes, taken once when it is
 * first needed. Two are equal if their paths are.
 */
public final class HashedFile {

  private final Path path;
  private final String name;
  private final int depth;
  private final Predicate<String> counts;
  private String digest;

  /** A file or folder that has not been read yet, with the last name of its path as its name. */
  public HashedFile(Path path) {
    this(path, String.valueOf(path.getFileName()));
  }

  /**
   * A file or folder that has not been read yet.
   *
   * @param name what provenance calls it: a path that holds for others, too
   */
  public HashedFile(Path path, String name) {
    this(path, name, Integer.MAX_VALUE, inside -> true);
  }

  private HashedFile(Path path, String name, int depth, Predicate<String> counts) {
    this.path = path;
    this.name = name;
    this.depth = depth;
    this.counts = counts;
  }

  /**
   * The same as that of a data set, so that files of the folder that are not read do not count.
   *
   * @param kind one of {@link Datasets#kinds()}
   */
  public HashedFile ofData(String kind) {
    return new HashedFile(path, name, Datasets.DEPTH, inside -> Datasets.isRead(kind, inside));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** What provenance calls it. */
  public String name() {
    return name;
  }

  /**
   * SHA-256 of the file, or of the files of the folder, 64 hexadecimal digits. A link has that of
   * what it leads to.
   *
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public synchronized String digest() {
    if (digest == null) {
      digest = Disk.reading(path, () -> Canonical.digestOf(path, depth, counts));
    }
    return digest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashedFile file && path.equals(file.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
