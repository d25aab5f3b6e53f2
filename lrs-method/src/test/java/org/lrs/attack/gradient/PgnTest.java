package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.RADIUS;
import static org.lrs.attack.Slowly.gradient;
import static org.lrs.attack.Slowly.mean;
import static org.lrs.attack.Slowly.n1;
import static org.lrs.attack.Slowly.noise;
import static org.lrs.attack.Slowly.plus;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class PgnTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Pgn rule = new Pgn(3, 2, 0.25);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(Slowly.run(Slowly.BALL), field);
      double[][] x = Slowly.images();
      Draws draws = Slowly.draws(0);
      double[][] wanted = new double[x.length][];
      for (int k = 0; k < x.length; k++) {
        int image = k;
        wanted[k] =
            mean(
                3,
                i -> {
                  double[] near =
                      plus(
                          x[image],
                          noise(draws.split("near").split(i).image(image), 2 * RADIUS),
                          1);
                  double[] first = gradient(near);
                  double[] second = gradient(plus(near, n1(first), -Slowly.STEPS.size()));
                  return plus(Slowly.map(first, v -> 0.75 * v), second, 0.25);
                });
      }
      Slowly.assertSame(kernel.at(Slowly.tensor(x), draws), wanted);
      assertThat((long) field.asked).isEqualTo(rule.evaluations(1, 1));
    }
  }
}
