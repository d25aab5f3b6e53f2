package org.lrs.attack.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.mean;
import static org.lrs.attack.Slowly.plus;
import static org.lrs.attack.ensemble.SlowMembers.gradient;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class SvreTest {
  private static final int K = SlowMembers.COUNT;

  @Test
  void gradientEqualsASlowImplementation() {
    Svre rule = new Svre(4, 0.9);
    SlowMembers members = new SlowMembers();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(members.run(), members::inner);
      double[][] x = Slowly.images();
      Draws draws = Slowly.draws(1);
      double[][] wanted = new double[x.length][];
      for (int n = 0; n < x.length; n++) {
        double[] clean = x[n];
        double[] whole = mean(K, k -> gradient(k, clean));
        double[] momentum = new double[Slowly.SIZE];
        double[] place = clean;
        for (int i = 0; i < 4 * K; i++) {
          int k = draws.split("inner").split(i).shared().nextInt(K);
          double[] noise = plus(gradient(k, clean), whole, -1);
          double[] reduced = plus(gradient(k, place), noise, -1);
          momentum = plus(Slowly.n1(reduced), momentum, 0.9);
          place =
              SlowMembers.project(
                  plus(place, SlowMembers.sign(momentum), Slowly.STEPS.size()), clean);
        }
        wanted[n] = momentum;
      }
      Slowly.assertSame(kernel.at(Slowly.tensor(x), draws), wanted);
    }
    assertThat(Arrays.stream(members.asked).sum()).isEqualTo(K + 4 * K);
    assertThat(rule.evaluations(K)).isEqualTo(K + 4 * K);
  }
}
