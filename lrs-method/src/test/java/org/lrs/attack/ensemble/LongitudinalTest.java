package org.lrs.attack.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class LongitudinalTest {
  private final Longitudinal rule = new Longitudinal();
  private final SlowMembers members = new SlowMembers();

  @Test
  void everyMemberIsAskedOnceBeforeAnyAgain() {
    int[] order = Longitudinal.order(SlowMembers.COUNT, Slowly.draws(0));
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(members.run(), members::inner);
      double[][] x = Slowly.images();
      for (int step = 0; step < 2 * SlowMembers.COUNT; step++) {
        int turn = order[step % SlowMembers.COUNT];
        double[][] wanted = {SlowMembers.gradient(turn, x[0]), SlowMembers.gradient(turn, x[1])};
        Tensor found = kernel.at(Slowly.tensor(x), Slowly.draws(step));
        Slowly.assertSame(found, wanted);
        if (step == SlowMembers.COUNT - 1) {
          assertThat(members.asked).containsOnly(1);
        }
      }
    }
    assertThat(members.asked).containsOnly(2);
    assertThat(rule.evaluations(SlowMembers.COUNT)).isEqualTo(1);
  }

  @Test
  void orderIsDrawnFromTheSeedAndNotFromTheBatch() {
    int[] order = Longitudinal.order(9, Draws.of(Rng.of(1), 4));
    assertThat(order).containsExactly(Longitudinal.order(9, Draws.of(Rng.of(1), 7, 8).atStep(3)));
    assertThat(Arrays.stream(order).sorted()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(order).isNotEqualTo(Longitudinal.order(9, Draws.of(Rng.of(2), 4)));
  }
}
