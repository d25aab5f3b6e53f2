package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class TapTest {
  private static final double FLOAT32 = 1e-6;

  @Test
  void gradientEqualsASlowImplementation() {
    double lambda = 0.3;
    double eta = 0.02;
    Tap config = new Tap(lambda, eta, 0.5, List.of(LinearModel.PIXELS));
    for (boolean targeted : new boolean[] {false, true}) {
      try (Scope scope = Scope.open();
          LinearModel model = new LinearModel()) {
        GradientEstimator.Kernel kernel = config.begin(model.run(targeted));
        double[][] clean = Slowly.images();
        double[][] x = new double[clean.length][];
        double[][] wanted = new double[clean.length][];
        for (int k = 0; k < x.length; k++) {
          double[] from = clean[k];
          x[k] = Slowly.map(from, v -> v * v + 0.01);
          double[] g =
              Slowly.map(model.lossGradient(x[k], LinearModel.LABELS[k]), v -> targeted ? -v : v);
          for (int i = 0; i < g.length; i++) {
            // d/du (√u - √c)² = (√u - √c) / √u
            g[i] += lambda * (Math.sqrt(x[k][i]) - Math.sqrt(from[i])) / Math.sqrt(x[k][i]);
          }
          wanted[k] = Slowly.plus(g, smooth(Slowly.plus(x[k], from, -1)), eta);
        }
        Slowly.assertSame(kernel.at(Slowly.tensor(x), Slowly.draws(0)), wanted);
      }
    }
  }

  private static double[] smooth(double[] moved) {
    return box(Slowly.map(box(moved), Math::signum));
  }

  private static double[] box(double[] in) {
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      int column = i % Slowly.WIDTH;
      int row = i / Slowly.WIDTH % Slowly.HEIGHT;
      for (int r = Math.max(0, row - 1); r <= Math.min(Slowly.HEIGHT - 1, row + 1); r++) {
        for (int c = Math.max(0, column - 1); c <= Math.min(Slowly.WIDTH - 1, column + 1); c++) {
          out[i] += in[i + (r - row) * Slowly.WIDTH + c - column] / 9;
        }
      }
    }
    return out;
  }

  @Test
  void rootKeepsTheSignAndHasNoInfiniteSlope() {
    try (Scope scope = Scope.open()) {
      double[] roots = Tap.root(Tensor.of(new float[] {4, -9, 0, 1e-9f}, 4), 0.5).toDoubleArray();
      assertThat(roots).containsExactly(new double[] {2, -3, 0, 0}, within(FLOAT32));
    }
  }
}
