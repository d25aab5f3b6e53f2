package org.lrs.refine;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lrs.format.HostTensor;
import org.lrs.refine.PointTerm.CurvatureTerm;
import org.lrs.refine.PointTerm.GradientNormTerm;

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

  private static final int WIDTH = 7;

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

  /** A history as rows of values, for checkpoints. */
  static HostTensor rows(List<StepRecord> history) {
    FloatBuffer rows = FloatBuffer.allocate(WIDTH * history.size());
    for (StepRecord s : history) {
      rows.put(s.crossEntropy).put(s.penalty1).put(s.penalty2).put(s.further);
      rows.put(s.total).put(s.gradientNorm).put(s.learningRate);
    }
    return HostTensor.of(rows.array(), history.size(), WIDTH);
  }

  /** Whether a tensor is a history as rows; null is none. */
  static boolean isHistory(HostTensor rows) {
    return rows != null && rows.shape().length == 2 && rows.shape()[1] == WIDTH;
  }

  /** The history that was written as rows. */
  static List<StepRecord> history(HostTensor rows) {
    float[] v = rows.toFloats();
    List<StepRecord> history = new ArrayList<>();
    for (int i = 0; i < v.length; i += WIDTH) {
      history.add(
          new StepRecord(
              i / WIDTH, v[i], v[i + 1], v[i + 2], v[i + 3], v[i + 4], v[i + 5], v[i + 6]));
    }
    return history;
  }
}
