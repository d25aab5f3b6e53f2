package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lrs.data.Normalization;
import org.lrs.lipschitz.LinearSoftmax;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class EmpiricalLipschitzTest {
  private static final int WIDTH = 12;
  private static final int CLASSES = 3;
  private static final InputShape INPUT = new InputShape(3, 2, 2);
  // 1e-6 beside a distance of 0.01, and logits in float32 over that distance.
  private static final double DISTANCE_GUARD_AND_FLOAT32 = 5e-4;

  @Test
  void constantOfEqualPositiveWeightsIsTheirSum() {
    double weight = 0.5;
    double[][] weights = new double[CLASSES][WIDTH];
    Arrays.stream(weights).forEach(row -> Arrays.fill(row, weight));
    // Every pixel reaches the ball's surface, except that the pixel with the largest change, whose
    // gradient of the distance counts against it, has just taken a step back.
    EmpiricalLipschitz settings = EmpiricalLipschitz.defaults();
    double movement = WIDTH * settings.radius() - settings.stepSize();
    double wanted = CLASSES * weight * movement / settings.radius();
    assertThat(constant(weights)[0])
        .isCloseTo((float) wanted, within((float) (DISTANCE_GUARD_AND_FLOAT32 * wanted)));
  }

  @Test
  void constantOfALinearNetworkStaysBelowItsBound() {
    double[][] weights = LinearSoftmax.random(CLASSES, WIDTH, 1, 5).weight();
    double bound = Arrays.stream(weights).flatMapToDouble(Arrays::stream).map(Math::abs).sum();
    for (float found : constant(weights)) {
      assertThat((double) found).isPositive().isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void constantOfOnePixelIsTheSumOfItsWeights() {
    InputShape pixel = new InputShape(1, 1, 1);
    double[][] weights = {{2}, {-3}, {0.5}};
    try (Scope scope = Scope.open();
        Classifier model = TinyClassifiers.linear(pixel, weights, Normalization.none(1));
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      float found =
          EmpiricalLipschitz.defaults()
              .perImage(surrogate, Tensor.full(0.5, 1, 1, 1, 1), Tensor.full(1, 1, 1, 1, 1))
              .toFloatArray()[0];
      // Distances above 0.001 beside a guard of 1e-6.
      assertThat(found).isCloseTo(5.5f, within(5.5f * 2e-3f));
    }
  }

  @Test
  void constantNetworkHasConstantZero() {
    for (float found : constant(new double[CLASSES][WIDTH])) {
      assertThat(found).isZero();
    }
  }

  @Test
  void rangesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmpiricalLipschitz(8, 10, 0.003))
        .withMessageContaining("radius 8.0");
  }

  private static float[] constant(double[][] weights) {
    try (Scope scope = Scope.open();
        Classifier model = TinyClassifiers.linear(INPUT, weights, Normalization.none(3));
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor noise = Tensor.of(Rng.of(1).uniform(2 * WIDTH, 0.1, 1), 2, 3, 2, 2);
      return EmpiricalLipschitz.defaults()
          .perImage(surrogate, Tensor.full(0.5, 2, 3, 2, 2), noise)
          .toFloatArray();
    }
  }
}
