package org.lrs.finetune;

/** Told what happens while a network is trained. */
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener SILENT = (record, totalSteps) -> {};

  /** A step is done. */
  void onStep(StepRecord record, int totalSteps);

  /** Something the user should know now. */
  default void onWarning(String sentence) {}
}
