package org.lrs.attack.objective;

import java.util.List;
import java.util.function.Function;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Means;
import org.lrs.attack.Objective;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * The mean of an objective over the networks that a surrogate is made of, each with its own state.
 */
record PerMember(List<Objective.Kernel> kernels) implements Objective.Kernel {
  /** Starts the objective on each member. */
  static PerMember begin(AttackRun run, Function<AttackRun, Objective.Kernel> each) {
    return new PerMember(
        run.surrogate().members().stream().map(member -> each.apply(run.on(member))).toList());
  }

  @Override
  public Tensor gradient(Tensor images, Draws draws) {
    return Means.of(kernels.size(), images, i -> kernels.get(i).gradient(images, draws));
  }

  @Override
  public void close() {
    kernels.forEach(Objective.Kernel::close);
  }
}
