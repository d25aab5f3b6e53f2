package org.lrs.experiment;

import org.lrs.experiment.plan.Progress;

/**
 * Work whose result is a folder: what a command does, for a program.
 *
 * @param <T> the figures
 */
public interface FolderRun<T> {

  /**
   * Does the work, or what is left of it after an interruption, and writes the folder.
   *
   * @throws IllegalArgumentException for networks, images or data that do not fit, or if the folder
   *     was not created by lrs
   * @throws java.io.UncheckedIOException with one sentence if the disk fails
   */
  T run(Experiment.Options options, Progress progress);
}
