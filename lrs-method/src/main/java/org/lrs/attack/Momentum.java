package org.lrs.attack;

import org.lrs.Source;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Accumulated direction m ← μ·m + g.
 *
 * @param decay μ, at or above 0; the paper uses 1
 */
@Source(
    paper = "Dong et al.: Boosting Adversarial Attacks with Momentum, CVPR 2018, arXiv 1710.06081",
    at = "equation 6")
public record Momentum(double decay) implements UpdateRule {

  /** Checks the range. */
  public Momentum {
    requireDecay(decay);
  }

  /** Refuses a momentumDecay outside [0, 10]. */
  public static void requireDecay(double decay) {
    if (!(decay >= 0 && decay <= 10)) {
      throw new IllegalArgumentException("momentumDecay must lie in [0, 10], got " + decay);
    }
  }

  /** Momentum of gradients of which each is normalised first, as MI-FGSM has it. */
  public static UpdateRule normalized(double decay) {
    return UpdateRule.chain(new NormalizeL1(), new Momentum(decay));
  }

  @Override
  public Kernel begin(AttackRun run) {
    return new State();
  }

  private final class State implements Kernel {
    private Tensor accumulated;

    @Override
    public Tensor apply(Tensor gradient) {
      try (Scope scope = Scope.open()) {
        Tensor next =
            accumulated == null ? gradient.copy() : gradient.addScaled(accumulated, decay);
        close();
        accumulated = next.keep();
      }
      return accumulated;
    }

    @Override
    public void close() {
      if (accumulated != null) {
        accumulated.close();
        accumulated = null;
      }
    }
  }
}
