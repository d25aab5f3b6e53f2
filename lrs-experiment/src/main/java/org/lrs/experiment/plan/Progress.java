package org.lrs.experiment.plan;

import java.util.Map;
import java.util.OptionalDouble;
import org.lrs.evaluate.SoundnessCheck.Finding;

/** Listens to a run; all methods do nothing unless overridden. */
public interface Progress {

  /** A listener that ignores everything. */
  static Progress silent() {
    return new Progress() {};
  }

  /** The run begins; the plan shows what is cached. */
  default void planned(Plan plan) {}

  /**
   * A stage begins.
   *
   * @param number from 1
   * @param total stages of the run
   */
  default void started(Plan.Step step, int number, int total) {}

  /**
   * A stage progressed.
   *
   * @param fraction share of this stage that is done, 0 to 1
   * @param note a few words; may be empty
   * @param remainingSeconds estimate for the whole run; empty as long as nothing is known
   */
  default void advanced(
      Plan.Step step, double fraction, String note, OptionalDouble remainingSeconds) {}

  /**
   * Figures of a stage that change while it runs.
   *
   * @param figures by name, those that were measured now
   */
  default void measured(Plan.Step step, Map<String, Double> figures) {}

  /** Something the user should know that does not stop the run. */
  default void warned(Plan.Step step, String sentence) {}

  /** A check of networks and images found something; it may have been found before. */
  default void found(Finding finding) {}

  /**
   * A stage is done.
   *
   * @param seconds time it took, now or when it was made; 0 if that is not known
   */
  default void finished(Plan.Step step, boolean reused, double seconds) {}
}
