package org.lrs.experiment.configuration;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.lrs.data.Datasets;
import org.lrs.experiment.store.HashedFile;

/**
 * The images of an experiment.
 *
 * @param dataset name of the format or data set, such as {@code cifar10} or {@code npy}
 * @param path file or folder; empty for data that comes with the program
 * @param train images surrogates are refined on
 * @param evaluate images that are attacked
 */
public record DataSpec(String dataset, Optional<HashedFile> path, Part train, Part evaluate) {

  /** SHA-256 of the files of a split; of the pixels and labels of one that has no files. */
  public String digest(String split) {
    return path.map(HashedFile::digest)
        .orElseGet(() -> Datasets.open(dataset, null, split).digest());
  }

  /** Where its files are, or null for data that comes with the program. */
  public Path folder() {
    return path.map(HashedFile::path).orElse(null);
  }

  /**
   * A part of a data set, in its order.
   *
   * @param split name of the split, such as {@code train} or {@code test}
   * @param start first image, from 0
   * @param count number of images; empty for all that follow
   */
  public record Part(String split, int start, OptionalInt count) {}
}
