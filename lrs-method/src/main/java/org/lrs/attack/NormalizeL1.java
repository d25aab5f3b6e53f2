package org.lrs.attack;

import org.lrs.tensor.Tensor;

/**
 * Each image's gradient divided by the mean of its absolute values; a zero gradient stays zero.
 *
 * <p>The papers divide by ‖g‖₁; the two differ by a factor that depends on the shape alone.
 */
public record NormalizeL1() implements UpdateRule {
  @Override
  public Kernel begin(AttackRun run) {
    return NormalizeL1::of;
  }

  /** The same for one gradient [N, C, H, W]. */
  public static Tensor of(Tensor gradient) {
    Tensor mean = gradient.abs().flatten().mean(false, 1).perSampleLike(gradient);
    Tensor divided = gradient.divide(mean.atLeast(Float.MIN_NORMAL));
    return mean.greaterThan(0).choose(divided, gradient.zerosLike());
  }
}
