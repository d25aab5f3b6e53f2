package org.lrs.attack;

import java.util.function.UnaryOperator;
import org.lrs.tensor.Tensor;
import org.lrs.threat.LinfBall;

/** From the gradients of the steps so far to the direction of the next step. */
public interface UpdateRule {
  /** The gradient itself. */
  UpdateRule IDENTITY = run -> gradient -> gradient;

  /**
   * Each image's gradient divided by the mean of its absolute values; a zero gradient stays zero.
   * The papers divide by ‖g‖₁; the two differ by a factor that depends on the shape alone.
   */
  UpdateRule NORMALIZE_L1 = run -> LinfBall::ofMeanOne;

  /**
   * Starts a run on one batch.
   *
   * @return the direction after one more gradient, both [N, C, H, W]
   */
  UnaryOperator<Tensor> begin(AttackRun run);

  /** This rule, then another one. */
  default UpdateRule then(UpdateRule next) {
    return new Both(this, next);
  }

  /** One rule after the other. */
  record Both(UpdateRule first, UpdateRule next) implements UpdateRule {
    @Override
    public UnaryOperator<Tensor> begin(AttackRun run) {
      UnaryOperator<Tensor> before = first.begin(run);
      UnaryOperator<Tensor> after = next.begin(run);
      return gradient -> after.apply(before.apply(gradient));
    }
  }
}
