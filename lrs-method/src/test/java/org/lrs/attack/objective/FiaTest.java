package org.lrs.attack.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Slowly;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class FiaTest {
  @Test
  void gradientEqualsASlowImplementation() {
    Fia objective = new Fia(5, 0.7, LinearModel.PIXELS);
    for (boolean targeted : new boolean[] {false, true}) {
      try (Scope scope = Scope.open();
          LinearModel model = new LinearModel()) {
        GradientEstimator.Kernel kernel = objective.begin(model.run(targeted));
        double[][] x = Slowly.images();
        double[][] wanted = new double[x.length][];
        Draws draws = model.run(targeted).input().draws();
        for (int k = 0; k < x.length; k++) {
          int image = k;
          double[] weights =
              Slowly.mean(
                  5,
                  i -> {
                    double[] masked = x[image].clone();
                    double[] lot =
                        Slowly.widen(
                            draws.split("mask").split(i).image(image).uniform(Slowly.SIZE, 0, 1));
                    for (int j = 0; j < masked.length; j++) {
                      masked[j] = lot[j] > 0.7 ? 0 : masked[j];
                    }
                    return model.probabilityGradient(masked, LinearModel.LABELS[image]);
                  });
          wanted[k] = LinearModel.unit(weights, targeted ? 1 : -1);
        }
        Slowly.assertSame(kernel.at(Slowly.tensor(x), Slowly.draws(0)), wanted);
      }
    }
    assertThat(objective.evaluationsToBegin()).isEqualTo(5);
  }

  @Test
  void unknownLayerNamesTheNearest() {
    try (Scope scope = Scope.open();
        LinearModel model = new LinearModel()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Fia(5, 0.7, "flatt").begin(model.run(false)))
          .withMessage("unknown layer 'flatt'; nearest: 'flat'");
    }
  }
}
