package org.lrs.attack;

import java.util.List;
import org.lrs.tensor.Tensor;

/** From the gradients of the steps so far to the direction of the next step. */
public interface UpdateRule {
  /** The gradient itself. */
  UpdateRule IDENTITY = run -> gradient -> gradient;

  /** Starts a run on one batch. */
  Kernel begin(AttackRun run);

  /** One rule after the other. */
  static UpdateRule chain(UpdateRule... rules) {
    return new InTurn(List.of(rules));
  }

  /** Several rules, one after the other. */
  record InTurn(List<UpdateRule> rules) implements UpdateRule {
    @Override
    public Kernel begin(AttackRun run) {
      return new Chain(rules.stream().map(rule -> rule.begin(run)).toList());
    }
  }

  /** The rule at work on one batch; owns its state. */
  @FunctionalInterface
  interface Kernel extends AutoCloseable {
    /**
     * The direction after one more gradient.
     *
     * @param gradient [N, C, H, W]
     * @return [N, C, H, W]
     */
    Tensor apply(Tensor gradient);

    @Override
    default void close() {}

    /** A kernel with what it keeps from step to step, which it frees when it is closed. */
    static Kernel keeping(List<Kept> kept, Kernel kernel) {
      return new Kernel() {
        @Override
        public Tensor apply(Tensor gradient) {
          return kernel.apply(gradient);
        }

        @Override
        public void close() {
          kept.forEach(Kept::close);
        }
      };
    }
  }

  /** Several kernels in a row. */
  record Chain(List<Kernel> parts) implements Kernel {
    @Override
    public Tensor apply(Tensor gradient) {
      Tensor direction = gradient;
      for (Kernel part : parts) {
        direction = part.apply(direction);
      }
      return direction;
    }

    @Override
    public void close() {
      parts.forEach(Kernel::close);
    }
  }
}
