package org.lrs.attack;

import java.util.function.UnaryOperator;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Tensor;

/** How the gradient of the attack's loss at a batch of images is found. */
public interface GradientEstimator {
  /** The plain gradient, by one forward and one reverse pass. */
  GradientEstimator BACKPROP =
      (surrogate, input, loss) -> (images, step) -> surrogate.inputGradient(images, loss);

  /**
   * Starts a run on one batch.
   *
   * @param loss logits [N, classes] to the loss to raise, [N]
   */
  Kernel begin(Surrogate surrogate, AttackInput input, UnaryOperator<Tensor> loss);

  /** Gradient evaluations of the surrogate per step, the unit of an attack's cost. */
  default int costPerStep() {
    return 1;
  }

  /** The estimator at work on one batch. */
  @FunctionalInterface
  interface Kernel extends AutoCloseable {
    /**
     * Gradient at images.
     *
     * @param images [N, C, H, W]
     * @param step number of the attack step, from 0, which keys random draws
     * @return [N, C, H, W], in the caller's scope
     */
    Tensor at(Tensor images, int step);

    @Override
    default void close() {}
  }
}
