package org.lrs.attack;

import java.util.function.UnaryOperator;
import org.lrs.Range;
import org.lrs.Source;
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

  public Momentum {
    Range.check("momentumDecay", decay, 0, 10);
  }

  /** Momentum of gradients of which each is normalised first, as MI-FGSM has it. */
  public static UpdateRule normalized(double decay) {
    return NORMALIZE_L1.then(new Momentum(decay));
  }

  @Override
  public UnaryOperator<Tensor> begin(AttackRun run) {
    Kept accumulated = new Kept();
    return gradient ->
        accumulated.set(
            accumulated.isEmpty() ? gradient.copy() : gradient.addScaled(accumulated.get(), decay));
  }
}
