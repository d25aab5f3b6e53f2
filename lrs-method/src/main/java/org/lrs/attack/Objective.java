package org.lrs.attack;

import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/** What an attack raises. */
public interface Objective {
  /** Starts a run on one batch, with a surrogate that may be one member of several. */
  Kernel begin(AttackRun run);

  /** Gradient evaluations that {@link #begin} makes, per image. */
  default long evaluationsToBegin() {
    return 0;
  }

  /** An objective computed from the logits. */
  static Objective of(AttackLoss loss) {
    return new OfLogits(loss);
  }

  /** The objective at work on one batch. */
  @FunctionalInterface
  interface Kernel extends AutoCloseable {
    /**
     * Gradient of the objective at images, by one forward and one reverse pass.
     *
     * @param images [N, C, H, W]
     * @return [N, C, H, W], in the caller's scope
     */
    Tensor gradient(Tensor images, Draws draws);

    @Override
    default void close() {}
  }

  /** An objective computed from the logits. */
  record OfLogits(AttackLoss loss) implements Objective {
    @Override
    public Kernel begin(AttackRun run) {
      return (images, draws) ->
          run.surrogate().inputGradient(images, logits -> loss.perSample(logits, run.aim()), draws);
    }
  }
}
