package org.lrs.refine;

/** Called while a network is trained. */
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener SILENT = (record, totalSteps) -> {};

  /** A step is done. */
  void onStep(StepRecord record, int totalSteps);

  /**
   * The share of clean images that are classified correctly was measured.
   *
   * @param done steps before that
   */
  default void onAccuracy(int done, double accuracy) {}

  /** Something the user should know now. */
  default void onWarning(String sentence) {}
}
