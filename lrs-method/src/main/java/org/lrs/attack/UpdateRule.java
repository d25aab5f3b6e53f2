package org.lrs.attack;

import java.util.List;
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

  /** Starts a run on one batch. */
  Kernel begin(AttackRun run);

  /** One rule after the other. */
  static UpdateRule chain(UpdateRule... rules) {
    return new Chain(List.of(rules));
  }

  /** Several rules, one after the other. */
  record Chain(List<UpdateRule> rules) implements UpdateRule {
    @Override
    public Kernel begin(AttackRun run) {
      List<Kernel> kernels = rules.stream().map(rule -> rule.begin(run)).toList();
      return gradient -> {
        Tensor direction = gradient;
        for (Kernel kernel : kernels) {
          direction = kernel.apply(direction);
        }
        return direction;
      };
    }
  }

  /** The rule at work on one batch. */
  @FunctionalInterface
  interface Kernel {
    /**
     * The direction after one more gradient.
     *
     * @param gradient [N, C, H, W]
     * @return [N, C, H, W]
     */
    Tensor apply(Tensor gradient);
  }
}
