package org.lrs.attack.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lrs.attack.Slowly.plus;
import static org.lrs.attack.ensemble.SlowMembers.gradient;
import static org.lrs.attack.ensemble.SlowMembers.loss;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class AdaEaTest {
  private static final int K = SlowMembers.COUNT;
  private static final int PIXELS = Slowly.HEIGHT * Slowly.WIDTH;

  @Test
  void gradientEqualsASlowImplementation() {
    assertEqualToSlow(1);
  }

  @Test
  void towardsAClassTheSmallerLossIsTheBetterOne() {
    assertEqualToSlow(-1);
  }

  private static void assertEqualToSlow(int sign) {
    double beta = 3;
    double threshold = 0.9;
    AdaEa rule = new AdaEa(beta, threshold);
    SlowMembers members = new SlowMembers();
    try (Scope scope = Scope.open()) {
      AttackRun away = members.run();
      Tensor classes = away.aim().classes();
      Aim aim = sign > 0 ? away.aim() : new Aim.TargetLabels(classes);
      AttackRun run = new AttackRun(away.surrogate(), away.input(), aim, away.ball(), away.steps());
      double[][] x = Slowly.images();
      double[][] wanted = new double[x.length][];
      int left = 0;
      for (int n = 0; n < x.length; n++) {
        double[] weights = weights(x[n], n, sign * beta);
        double[] sum = new double[Slowly.SIZE];
        for (int k = 0; k < K; k++) {
          sum = plus(sum, gradient(k, x[n]), weights[k]);
        }
        for (int p = 0; p < PIXELS; p++) {
          if (agreement(x[n], p) < threshold) {
            left++;
            sum[p] = 0;
            sum[p + PIXELS] = 0;
          }
        }
        wanted[n] = sum;
      }
      assertThat(left).as("pixels left out").isBetween(1, 2 * PIXELS - 1);
      try (Scope work = Scope.open()) {
        GradientEstimator.Kernel kernel = rule.begin(run, members::inner);
        Slowly.assertSame(kernel.at(Slowly.tensor(x), Slowly.draws(0)), wanted);
      }
    }
    assertThat(members.asked).containsOnly(1);
    assertThat(rule.evaluations(K)).isEqualTo(K);
  }

  private static double[] weights(double[] x, int label, double sharpness) {
    double[][] moved = new double[K][];
    for (int k = 0; k < K; k++) {
      double[] up = SlowMembers.sign(gradient(k, x));
      moved[k] = SlowMembers.project(plus(x, up, Slowly.STEPS.size()), x);
    }
    double[] weights = new double[K];
    double total = 0;
    for (int k = 0; k < K; k++) {
      double sum = 0;
      for (int i = 0; i < K; i++) {
        sum += i == k ? 0 : loss(i, moved[k], label) / loss(i, moved[i], label);
      }
      weights[k] = Math.exp(sharpness * sum);
      total += weights[k];
    }
    double all = total;
    return Slowly.map(weights, w -> w / all);
  }

  private static double agreement(double[] x, int pixel) {
    double sum = 0;
    for (int i = 0; i < K; i++) {
      for (int j = 0; j < i; j++) {
        sum += Slowly.cosine(channels(i, x, pixel), channels(j, x, pixel));
      }
    }
    return sum / (K * (K - 1) / 2);
  }

  private static double[] channels(int k, double[] x, int pixel) {
    double[] g = gradient(k, x);
    return new double[] {g[pixel], g[pixel + PIXELS]};
  }

  @Test
  void gradientsOfZeroAgreeWithNothingAndGiveNoNaN() {
    try (Scope scope = Scope.open()) {
      Tensor zero = Tensor.full(0, 1, 2, 1, 1);
      Tensor tiny = Tensor.of(new float[] {1e-30f, 0}, 1, 2, 1, 1);
      assertThat(AdaEa.agreement(List.of(zero, tiny)).item()).isZero();
      assertThat(AdaEa.agreement(List.of(tiny, tiny)).item()).isEqualTo(1);
    }
  }
}
