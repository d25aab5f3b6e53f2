package org.lrs.refine;

import java.util.List;
import java.util.function.Supplier;
import org.lrs.tensor.Tensor;

/** Where in the neighbourhood of the weights a training step takes its gradient. */
public interface StepRule {
  /** At the weights themselves. */
  record Plain() implements StepRule {}

  /**
   * The loss and the gradient that the step applies. Afterwards every weight is what it was.
   *
   * @param here loss and gradient at the weights
   * @param trained the weights that are trained
   * @param state all tensors that a pass may change, the trained ones among them
   * @param loss recomputed on the same batch
   * @return owned by the caller's scope
   */
  default StepLoss.Measured gradient(
      StepLoss.Measured here,
      List<Tensor> trained,
      List<Tensor> state,
      Supplier<StepLoss.Measured> loss) {
    return here;
  }

  /** How often a step measures the loss, for estimates of time. */
  default int evaluations() {
    return 1;
  }
}
