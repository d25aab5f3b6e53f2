package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.gradient;
import static org.lrs.attack.Slowly.mean;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class MigTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Mig rule = new Mig(4);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(Slowly.run(Slowly.BALL), field);
      double[][] x = Slowly.images();
      double[][] wanted = new double[x.length][];
      for (int k = 0; k < x.length; k++) {
        double[] image = x[k];
        double[] path =
            mean(
                4,
                i -> {
                  double share = (i + 1) / 4.0;
                  return gradient(Slowly.map(image, v -> share * v));
                });
        wanted[k] = new double[Slowly.SIZE];
        for (int j = 0; j < Slowly.SIZE; j++) {
          wanted[k][j] = path[j] * image[j];
        }
      }
      Slowly.assertSame(kernel.at(Slowly.tensor(x), Slowly.draws(0)), wanted);
      assertThat((long) field.asked).isEqualTo(rule.evaluations(1, 1));
    }
  }
}
