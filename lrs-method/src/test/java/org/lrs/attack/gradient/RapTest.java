package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.RADIUS;
import static org.lrs.attack.Slowly.gradient;
import static org.lrs.attack.Slowly.plus;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class RapTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Rap rule = new Rap(0.5, 4, 2);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(Slowly.run(Slowly.BALL), field);
      double[][] x = Slowly.images();
      Slowly.assertSame(
          kernel.at(Slowly.tensor(x), Slowly.draws(0)),
          new double[][] {gradient(x[0]), gradient(x[1])});
      double[][] wanted = new double[x.length][];
      for (int k = 0; k < x.length; k++) {
        double[] place = x[k];
        for (int i = 0; i < 4; i++) {
          place = plus(place, Slowly.map(gradient(place), Math::signum), -2 * RADIUS / 4);
        }
        wanted[k] = gradient(place);
      }
      Slowly.assertSame(kernel.at(Slowly.tensor(x), Slowly.draws(1)), wanted);
      kernel.at(Slowly.tensor(x), Slowly.draws(2)).close();
      assertThat((long) field.asked)
          .isEqualTo(rule.evaluations(Slowly.STEPS.count(), Slowly.STEPS.count()));
    }
  }
}
