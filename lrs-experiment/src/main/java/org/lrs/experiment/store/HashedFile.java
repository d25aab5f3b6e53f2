package org.lrs.experiment.store;

import java.nio.file.Path;

/**
 * A file or folder that results depend on, with the digest of its bytes, taken once when it is
 * first needed. Two are equal if their paths are.
 */
public final class HashedFile {

  private final Path path;
  private final String name;
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
    this.path = path;
    this.name = name;
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
   * SHA-256 of the file, or of all files of the folder, 64 hexadecimal digits.
   *
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public synchronized String digest() {
    if (digest == null) {
      digest = Disk.reading(path, () -> Canonical.digestOf(path));
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
