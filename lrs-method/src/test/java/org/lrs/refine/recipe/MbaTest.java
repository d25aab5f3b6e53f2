package org.lrs.refine.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lrs.refine.Averaging;
import org.lrs.refine.Outcome;
import org.lrs.refine.SharpnessAware;
import org.lrs.refine.StepLoss;
import org.lrs.refine.Training;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class MbaTest {
  private static final float FLOAT32 = 1e-5f;

  private static StepLoss.Measured measured(Tensor gradient) {
    return new StepLoss.Measured(Map.of(), 0, List.of(), 0).with(List.of(gradient));
  }

  @Test
  void stepFollowsTheSlopeOfAParabolaAlongItsGradient() {
    try (Scope scope = Scope.open()) {
      // L = (3 p² + 4 q²) / 2 at (1, 1): g = (3, 4) of norm 5. The climb is γ (0.6, 0.8), so the
      // gradient changes by γ (1.8, 3.2), and λ / γ of that is added, whatever γ is.
      Tensor curvature = Tensor.of(new float[] {3, 4}, 2);
      Tensor point = Tensor.of(new float[] {1, 1}, 2);
      Supplier<StepLoss.Measured> loss = () -> measured(curvature.multiply(point));
      for (double radius : new double[] {0.1, 0.5}) {
        StepLoss.Measured found =
            new Mba.Flat(radius, 2).gradient(loss.get(), List.of(point), List.of(point), loss);
        assertThat(found.gradients().get(0).toFloatArray())
            .containsExactly(new float[] {3 + 2 * 1.8f, 4 + 2 * 3.2f}, within(FLOAT32));
        assertThat(found.norm()).isCloseTo(Math.hypot(6.6, 10.4), within(1e-4));
        assertThat(point.toFloatArray()).containsExactly(1, 1);
      }
    }
  }

  @Test
  void weightEqualToTheRadiusIsSharpnessAware() {
    try (Scope scope = Scope.open()) {
      Tensor curvature = Tensor.of(new float[] {3, 4}, 2);
      Tensor point = Tensor.of(new float[] {1, 2}, 2);
      Supplier<StepLoss.Measured> loss = () -> measured(curvature.multiply(point));
      List<Tensor> one = List.of(point);
      assertThat(
              new Mba.Flat(0.5, 0.5)
                  .gradient(loss.get(), one, one, loss)
                  .gradients()
                  .get(0)
                  .toFloatArray())
          .containsExactly(
              new SharpnessAware(0.5)
                  .gradient(loss.get(), one, one, loss)
                  .gradients()
                  .get(0)
                  .toFloatArray(),
              within(FLOAT32));
    }
  }

  @Test
  void settingsArePublishedWithTheVarianceScaled() {
    Training training = Training.basic().with(new Mba());
    assertThat(training.outcome())
        .isEqualTo(new Outcome.Draws(new Averaging(0, 10, 64), 0, 1.5, 20));
    assertThat(training.outcome().files()).isEqualTo(20);
    assertThat(training.settings().learningRate()).isEqualTo(0.05);
    assertThat(training.settings().epochs()).isEqualTo(10);
    assertThat(training.stepRule()).isEqualTo(new Mba.Flat(0.1, 1));
  }

  @Test
  void flatnessOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mba(0, 10, 64, 20, 1.5, 0.1, 0, 10, 0.05))
        .withMessage("flatness must be a number above 0, got 0.0");
  }
}
