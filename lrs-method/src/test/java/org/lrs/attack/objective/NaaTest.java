package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class NaaTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Naa objective = new Naa(4, LinearModel.PIXELS);
    for (boolean targeted : new boolean[] {false, true}) {
      try (Scope scope = Scope.open();
          LinearModel model = new LinearModel()) {
        GradientEstimator.Kernel kernel = objective.begin(model.run(targeted));
        double[][] x = Slowly.images();
        double[][] wanted = new double[x.length][];
        for (int k = 0; k < x.length; k++) {
          int image = k;
          double[] weights =
              Slowly.mean(
                  4,
                  m ->
                      model.probabilityGradient(
                          Slowly.map(x[image], v -> v * (m + 1) / 4), LinearModel.LABELS[image]));
          wanted[k] = LinearModel.unit(weights, targeted ? 1 : -1);
        }
        Slowly.assertSame(kernel.at(Slowly.tensor(x), Draws.none()), wanted);
      }
    }
    assertThat(objective.evaluationsToBegin()).isEqualTo(4);
  }
}
