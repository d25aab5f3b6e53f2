package org.lrs.refine;

import java.util.Optional;
import org.lrs.lipschitz.CurvatureDifferences;
import org.lrs.lipschitz.CurvaturePenalty;
import org.lrs.lipschitz.GradientNormPenalty;
import org.lrs.lipschitz.LossPoint;
import org.lrs.tensor.Tensor;

/** A term of the loss that shares the clean pass and its input gradient: LRS-1 and LRS-2. */
public sealed interface PointTerm extends LossTerm {

  /** Factor of the term, above 0. */
  double weight();

  /** The term before its weight at the clean images: a scalar with history to the parameters. */
  Tensor at(LossPoint point, Passes passes);

  /** Whether the term differentiates the input gradient again. */
  default boolean differentiatesGradient() {
    return false;
  }

  @Override
  default Weighted of(Passes passes) {
    return new Weighted(at(passes.point(), passes), weight());
  }

  /**
   * LRS-1 as a term of the loss.
   *
   * @param weight λ1, above 0
   */
  record GradientNormTerm(double weight, GradientNormPenalty penalty) implements PointTerm {
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

    /**
     * The stepped pass and its reverse; the input gradient is counted as part of the clean pass.
     */
    @Override
    public double passes() {
      return 3;
    }
  }

  /**
   * LRS-2 as a term of the loss.
   *
   * @param weight λ2, above 0
   * @param difference radius of the finite difference in place of double backward; empty for double
   *     backward
   */
  record CurvatureTerm(double weight, CurvaturePenalty penalty, Optional<Double> difference)
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
}
