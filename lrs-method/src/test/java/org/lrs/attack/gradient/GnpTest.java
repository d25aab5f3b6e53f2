package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.RADIUS;
import static org.lrs.attack.Slowly.gradient;
import static org.lrs.attack.Slowly.n1;
import static org.lrs.attack.Slowly.plus;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class GnpTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Gnp rule = new Gnp(0.5, 0.8);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(Slowly.run(Slowly.BALL), field);
      double[][] x = Slowly.images();
      double[][] wanted = new double[x.length][];
      for (int k = 0; k < x.length; k++) {
        double[] here = gradient(x[k]);
        double[] ahead = gradient(plus(x[k], n1(here), 0.5 * RADIUS));
        wanted[k] = plus(Slowly.map(here, v -> 1.8 * v), ahead, -0.8);
      }
      Slowly.assertSame(kernel.at(Slowly.tensor(x), Draws.none()), wanted);
      assertThat((long) field.asked).isEqualTo(rule.evaluations(1, 1));
    }
  }
}
