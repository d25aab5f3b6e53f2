package org.lrs.refine;

import org.lrs.lipschitz.LossPoint;
import org.lrs.tensor.Tensor;

/** A term of the loss that shares the clean pass and its input gradient: LRS-1 and LRS-2. */
public interface PointTerm extends LossTerm {

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
}
