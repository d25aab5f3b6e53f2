package org.lrs.attack;

import java.util.function.Function;

/** How the gradients of the members of several surrogates become one. */
public interface MemberRule {
  /** The surrogate as a whole fuses its members' logits, probabilities or losses itself. */
  MemberRule FUSED = (run, inner) -> inner.apply(run);

  /**
   * Starts a run on one batch.
   *
   * @param inner makes the gradient, through transforms, of a run on one member: {@code
   *     inner.apply(run.on(member))}
   */
  GradientEstimator.Kernel begin(
      AttackRun run, Function<AttackRun, GradientEstimator.Kernel> inner);

  /** Gradient evaluations of single members for each gradient of the whole. */
  default long evaluations(int members) {
    return members;
  }
}
