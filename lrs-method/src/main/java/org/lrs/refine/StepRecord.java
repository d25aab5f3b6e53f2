package org.lrs.refine;

/**
 * What one training step measured, before its update.
 *
 * @param step from 0
 * @param crossEntropy mean over the clean batch; NaN if left out
 * @param penalty1 LRS-1 before its weight; NaN if left out
 * @param penalty2 LRS-2 before its weight; NaN if left out
 * @param further sum of all further terms, weighted; NaN if there is none
 * @param total what was minimised
 * @param gradientNorm of all parameters, before clipping
 * @param learningRate of this step
 */
public record StepRecord(
    int step,
    float crossEntropy,
    float penalty1,
    float penalty2,
    float further,
    float total,
    float gradientNorm,
    float learningRate) {
  /** Mean cross-entropy of the clean batch, among a step's terms. */
  static final String CROSS_ENTROPY = "cross-entropy";

  /** Sum of all terms beside cross-entropy, LRS-1 and LRS-2. */
  static final String FURTHER = "further";

  /** Values of a record in a row. */
  static final int WIDTH = 7;

  /**
   * What a step leaves in the history.
   *
   * @param appliedNorm norm of the gradient that was applied, before clipping
   */
  static StepRecord of(int step, StepLoss.Measured loss, double appliedNorm, double rate) {
    return new StepRecord(
        step,
        loss.terms().getOrDefault(CROSS_ENTROPY, Float.NaN),
        loss.terms().getOrDefault(GradientNormTerm.NAME, Float.NaN),
        loss.terms().getOrDefault(CurvatureTerm.NAME, Float.NaN),
        loss.terms().getOrDefault(FURTHER, Float.NaN),
        (float) loss.total(),
        (float) appliedNorm,
        (float) rate);
  }

  float[] toRow() {
    return new float[] {
      crossEntropy, penalty1, penalty2, further, total, gradientNorm, learningRate
    };
  }

  static StepRecord ofRow(int step, float[] all, int offset) {
    return new StepRecord(
        step,
        all[offset],
        all[offset + 1],
        all[offset + 2],
        all[offset + 3],
        all[offset + 4],
        all[offset + 5],
        all[offset + 6]);
  }
}
