package org.lrs.attack;

import org.lrs.threat.LinfBall;

/**
 * Each image's gradient divided by the mean of its absolute values; a zero gradient stays zero.
 *
 * <p>The papers divide by ‖g‖₁; the two differ by a factor that depends on the shape alone.
 */
public record NormalizeL1() implements UpdateRule {
  @Override
  public Kernel begin(AttackRun run) {
    return LinfBall::ofMeanOne;
  }
}
