package org.lrs.refine;

import org.lrs.lipschitz.GradientNormPenalty;
import org.lrs.lipschitz.LossPoint;
import org.lrs.tensor.Tensor;

/**
 * LRS-1 as a term of the loss.
 *
 * @param weight λ1, above 0
 */
public record GradientNormTerm(double weight, GradientNormPenalty penalty) implements PointTerm {
  /** Name of the term. */
  public static final String NAME = "LRS-1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Tensor at(LossPoint point, Passes passes) {
    return penalty.of(point);
  }

  /** The stepped pass and its reverse; the input gradient is counted as part of the clean pass. */
  @Override
  public double passes() {
    return 3;
  }
}
