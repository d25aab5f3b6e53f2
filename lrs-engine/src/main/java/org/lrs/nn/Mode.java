package org.lrs.nn;

/** Which statistics batch normalisation uses in a pass. */
public enum Mode {
  /** Running statistics, unchanged. */
  EVALUATE,
  /** The batch's statistics; running ones are updated. */
  TRAIN,
  /** The batch's statistics; running ones are unchanged. */
  TRAIN_WITHOUT_UPDATE
}
