package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.RADIUS;
import static org.lrs.attack.Slowly.gradient;
import static org.lrs.attack.Slowly.mean;
import static org.lrs.attack.Slowly.noise;
import static org.lrs.attack.Slowly.plus;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class VmiTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Vmi rule = new Vmi(3, 1.5);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(Slowly.run(Slowly.BALL), field);
      double[][] x = Slowly.images();
      double[][] variance = new double[x.length][Slowly.SIZE];
      for (int step = 0; step < 2; step++) {
        Draws draws = Slowly.draws(step);
        double[][] wanted = new double[x.length][];
        for (int k = 0; k < x.length; k++) {
          int image = k;
          double[] here = gradient(x[k]);
          wanted[k] = plus(here, variance[k], 1);
          double[] around =
              mean(
                  3,
                  i ->
                      gradient(
                          plus(
                              x[image],
                              noise(draws.split("neighbour").split(i).image(image), 1.5 * RADIUS),
                              1)));
          variance[k] = plus(around, here, -1);
        }
        Slowly.assertSame(kernel.at(Slowly.tensor(x), draws), wanted);
      }
      assertThat((long) field.asked).isEqualTo(rule.evaluations(2, 2));
    }
  }
}
