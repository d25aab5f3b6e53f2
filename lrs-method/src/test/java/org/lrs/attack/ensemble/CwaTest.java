package org.lrs.attack.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.mean;
import static org.lrs.attack.Slowly.plus;
import static org.lrs.attack.ensemble.SlowMembers.gradient;
import static org.lrs.attack.ensemble.SlowMembers.project;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class CwaTest {
  private static final int K = SlowMembers.COUNT;

  @Test
  void moveEqualsASlowImplementationOverTwoSteps() {
    // Short enough that not all of the way is cut off at the ball.
    Cwa rule = new Cwa(0.25, 0.02, 0.5);
    SlowMembers members = new SlowMembers();
    try (Scope scope = Scope.open()) {
      GradientEstimator.Kernel kernel = rule.begin(members.run(), members::inner);
      double[][] x = Slowly.images();
      double[][] momentum = new double[x.length][Slowly.SIZE];
      for (int step = 0; step < 2; step++) {
        double[][] wanted = new double[x.length][];
        for (int n = 0; n < x.length; n++) {
          double[] clean = x[n];
          double[] whole = mean(K, k -> gradient(k, clean));
          double[] place =
              project(plus(clean, SlowMembers.sign(whole), -0.25 * Slowly.RADIUS), clean);
          for (int k = 0; k < K; k++) {
            double[] g = gradient(k, place);
            double length = Math.sqrt(squares(g));
            momentum[n] = plus(Slowly.map(g, v -> v / length), momentum[n], 0.5);
            place = project(plus(place, momentum[n], 0.02), clean);
          }
          wanted[n] = plus(place, clean, -1);
        }
        Slowly.assertSame(kernel.at(Slowly.tensor(x), Slowly.draws(step)), wanted);
      }
    }
    assertThat(members.asked).containsOnly(2 * 2);
    assertThat(rule.evaluations(K)).isEqualTo(2 * K);
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
