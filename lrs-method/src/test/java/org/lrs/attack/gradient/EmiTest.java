package org.lrs.attack.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.gradient;
import static org.lrs.attack.Slowly.mean;
import static org.lrs.attack.Slowly.n1;
import static org.lrs.attack.Slowly.plus;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class EmiTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Emi rule = new Emi(5, 7);
    Slowly.Field field = new Slowly.Field();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(Slowly.run(Slowly.BALL), field);
      double[][] x = Slowly.images();
      double[][] wanted = new double[x.length][];
      double[][] before = new double[x.length][];
      for (int k = 0; k < x.length; k++) {
        wanted[k] = gradient(x[k]);
        before[k] = n1(wanted[k]);
      }
      Slowly.assertSame(kernel.at(Slowly.tensor(x), Slowly.draws(0)), wanted);
      for (int k = 0; k < x.length; k++) {
        int image = k;
        wanted[k] =
            mean(
                5,
                i -> gradient(plus(x[image], before[image], (-7 + 3.5 * i) * Slowly.STEPS.size())));
      }
      Slowly.assertSame(kernel.at(Slowly.tensor(x), Slowly.draws(1)), wanted);
      assertThat((long) field.asked).isEqualTo(rule.evaluations(2, 2));
    }
  }
}
