package org.lrs.refine;

import org.lrs.nn.Mode;

/** Which statistics batch normalisation uses in the passes of one training step. */
public enum BatchNormPolicy {
  /** The batch's in every pass; running ones updated by the clean pass only. */
  CLEAN_PASS,
  /** The batch's in every pass; running ones updated by every pass. */
  ALL_PASSES,
  /** Running ones in every pass, never changed. Allows folding: less memory, faster. */
  FROZEN,
  /** The batch's for the cross-entropy, running ones for the penalties (their authors' choice). */
  FROZEN_PENALTY,
  /** As FROZEN_PENALTY in the first batch of each epoch, as FROZEN in the others (the release). */
  FROZEN_AFTER_FIRST_BATCH;

  /**
   * Statistics of the pass whose cross-entropy is minimised.
   *
   * @param firstOfEpoch whether this is an epoch's first batch
   */
  public Mode cleanPass(boolean firstOfEpoch) {
    return switch (this) {
      case CLEAN_PASS, ALL_PASSES, FROZEN_PENALTY -> Mode.TRAIN;
      case FROZEN -> Mode.EVALUATE;
      case FROZEN_AFTER_FIRST_BATCH -> firstOfEpoch ? Mode.TRAIN : Mode.EVALUATE;
    };
  }

  /** Statistics of every other pass of a step. */
  public Mode furtherPass() {
    return switch (this) {
      case CLEAN_PASS -> Mode.TRAIN_WITHOUT_UPDATE;
      case ALL_PASSES -> Mode.TRAIN;
      case FROZEN, FROZEN_PENALTY, FROZEN_AFTER_FIRST_BATCH -> Mode.EVALUATE;
    };
  }
}
