package org.lrs.lipschitz;

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
  FROZEN_AFTER_FIRST_BATCH
}
