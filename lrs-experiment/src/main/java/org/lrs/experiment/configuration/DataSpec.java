package org.lrs.experiment.configuration;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The images of an experiment.
 *
 * @param dataset name of the format or data set, such as {@code cifar10} or {@code npy}
 * @param path file or folder; empty for data that comes with the program
 * @param train images surrogates are refined on
 * @param evaluate images that are attacked
 */
public record DataSpec(String dataset, Optional<Path> path, Part train, Part evaluate) {

  /**
   * A part of a data set, in its order.
   *
   * @param split name of the split, such as {@code train} or {@code test}
   * @param start first image, from 0
   * @param count number of images; empty for all that follow
   */
  public record Part(String split, int start, OptionalInt count) {}
}
