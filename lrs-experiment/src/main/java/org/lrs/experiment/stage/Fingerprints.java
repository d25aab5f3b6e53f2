package org.lrs.experiment.stage;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.Datasets;
import org.lrs.experiment.configuration.DataSpec;
import org.lrs.experiment.store.Canonical;
import org.lrs.experiment.store.Disk;

/** Digests of the files an experiment reads, each file read once. */
public final class Fingerprints {

  private final Map<Path, String> known = new HashMap<>();

  /**
   * SHA-256 of a file, or of all files of a folder.
   *
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public String of(Path path) {
    return known.computeIfAbsent(path, p -> Disk.reading(p, () -> Canonical.digestOf(p)));
  }

  /** SHA-256 of the files of a data set; of the pixels and labels of one that has no files. */
  public String of(DataSpec data, String split) {
    Optional<Path> path = data.path();
    return path.isPresent() ? of(path.get()) : Datasets.open(data.dataset(), null, split).digest();
  }

  /** What was read: path to digest. */
  public Map<Path, String> all() {
    return Map.copyOf(known);
  }
}
