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
class MefTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Mef rule = new Mef(3, 2, 0.5, 0.9);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(Slowly.run(Slowly.BALL), field);
      double[][] x = Slowly.images();
      double[][][] momenta = new double[x.length][3][Slowly.SIZE];
      for (int step = 0; step < 3; step++) {
        Draws draws = Slowly.draws(step);
        double[][] wanted = new double[x.length][];
        for (int k = 0; k < x.length; k++) {
          int image = k;
          wanted[k] =
              mean(
                  3,
                  i -> {
                    double[] noise = noise(draws.split("near").split(i).image(image), 2 * RADIUS);
                    double[] place =
                        plus(plus(x[image], noise, 1), momenta[image][i], 0.5 * RADIUS);
                    double[] gradient = gradient(place);
                    momenta[image][i] = plus(Slowly.n1(gradient), momenta[image][i], -0.9);
                    return gradient;
                  });
        }
        Slowly.assertSame(kernel.at(Slowly.tensor(x), draws), wanted);
      }
      assertThat((long) field.asked).isEqualTo(rule.evaluations(3, 3));
    }
  }
}
