package org.lrs.lipschitz;

/**
 * Which reading of the penalties is computed. The published release lacks the file with its
 * penalties, so there are two readings beside the paper's formula; every result states its mode.
 */
public enum PenaltyMode {
  /** The paper's formulas: per sample, squared, divided by h². */
  PAPER,
  /**
   * The penalties' own authors (TULIP, CURE): LRS-1 halved; LRS-2 not squared, not divided by h,
   * along the gradient's sign.
   */
  REFERENCE,
  /**
   * What the release computes if it uses the code that its calls match: LRS-1 of the batch's mean
   * loss, halved; LRS-2 as REFERENCE, but of the batch-mean loss.
   */
  LINEAGE
}
