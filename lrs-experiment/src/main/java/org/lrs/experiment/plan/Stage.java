package org.lrs.experiment.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One piece of an experiment whose result is kept: a pure function of its parameters and inputs.
 *
 * <p>Two stages with equal kind, parameters and inputs make the same bytes, so times, dates and
 * paths belong to neither parameters nor results. Thread counts do not either, although sums may
 * round otherwise with another one: a result is kept whatever number made it.
 *
 * @param <R> the result, as those who need it see it
 */
public interface Stage<R> {

  /** What is done: {@code prepare, refine, craft, evaluate, smoothness}. */
  String kind();

  /** The label for the user, such as {@code craft mi-fgsm on lrs-f}. */
  String label();

  /**
   * All that the result depends on besides the inputs: settings, digests of files, and a version
   * raised whenever the same settings give other figures; any value {@link
   * org.lrs.experiment.store.Canonical} takes.
   */
  Object parameters();

  /** Stages whose results this one reads. */
  default List<Stage<?>> inputs() {
    return List.of();
  }

  /** Rough work: passes of one image through a network. */
  double cost();

  /** A few words about the work beside its cost, for plans; may be empty. */
  default String note() {
    return "";
  }

  /**
   * Does the work and leaves the result in {@link StageRun#output}. What is in {@link
   * StageRun#checkpoint} comes from an earlier, interrupted try of the same stage.
   */
  void run(StageRun run) throws IOException;

  /**
   * Reads the result.
   *
   * @param folder what {@link #run} left
   * @throws java.io.UncheckedIOException naming what could not be read
   */
  R read(Path folder);
}
