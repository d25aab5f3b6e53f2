package org.lrs.refine;

import java.util.Optional;
import org.lrs.lipschitz.CurvatureDifferences;
import org.lrs.lipschitz.CurvaturePenalty;
import org.lrs.lipschitz.LossPoint;
import org.lrs.tensor.Tensor;

/**
 * LRS-2 as a term of the loss.
 *
 * @param weight λ2, above 0
 * @param difference radius of the finite difference in place of double backward; empty for double
 *     backward
 */
public record CurvatureTerm(double weight, CurvaturePenalty penalty, Optional<Double> difference)
    implements PointTerm {
  /** Name of the term. */
  public static final String NAME = "LRS-2";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Tensor at(LossPoint point, Passes passes) {
    CurvaturePenalty stepped =
        new CurvaturePenalty(passes.shortened(penalty.step()), penalty.mode());
    return difference.isEmpty()
        ? stepped.of(point)
        : new CurvatureDifferences(stepped, difference.get()).of(point, passes.trained());
  }

  @Override
  public boolean differentiatesGradient() {
    return difference.isEmpty();
  }

  /** Differentiates a gradient, or takes four passes more in its place. */
  @Override
  public double passes() {
    return difference.isEmpty() ? 9 : 15;
  }
}
