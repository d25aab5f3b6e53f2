package org.lrs.attack.ensemble;

import java.util.List;
import java.util.function.Function;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/** The gradients of the members of a surrogate, one by one; a single surrogate is one member. */
final class Members implements AutoCloseable {
  private final List<GradientEstimator.Kernel> kernels;

  /**
   * Starts a run on every member.
   *
   * @param inner makes the gradient of a run, as {@link org.lrs.attack.MemberRule#begin} has it
   */
  Members(AttackRun run, Function<AttackRun, GradientEstimator.Kernel> inner) {
    kernels = run.surrogate().members().stream().map(run::on).map(inner).toList();
  }

  int count() {
    return kernels.size();
  }

  /** Gradient of one member at images, in the caller's scope. All see the same transforms. */
  Tensor gradient(int member, Tensor images, Draws draws) {
    return kernels.get(member).at(images, draws);
  }

  @Override
  public void close() {
    kernels.forEach(GradientEstimator.Kernel::close);
  }
}
