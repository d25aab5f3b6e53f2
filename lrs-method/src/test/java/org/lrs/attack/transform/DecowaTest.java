package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.attack.CountingSurrogate;
import org.lrs.attack.Plain;
import org.lrs.attack.Transform;
import org.lrs.attack.Transforms;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

@NoTensorLeak
class DecowaTest {
  private static final ThinPlate PLATE = new ThinPlate();

  /** Each place of the result is taken from where the spline leads, black outside. */
  private static double[][][] warp(double[][][] image, double right, double down) {
    int height = Plain.height(image);
    int width = Plain.width(image);
    return Plain.like(
        image,
        (c, y, x) -> {
          double placeX = (2 * x + 1.0) / width - 1;
          double placeY = (2 * y + 1.0) / height - 1;
          double share = PLATE.at(placeX, placeY);
          double fromX = ((placeX + share * right + 1) * width - 1) / 2;
          double fromY = ((placeY + share * down + 1) * height - 1) / 2;
          return Plain.between(image[c], fromY, fromX);
        });
  }

  private static double[] drawn(Rng rng, double reach) {
    float[] move = rng.uniform(2, -reach, reach);
    return new double[] {move[0], move[1]};
  }

  // Without the harmless step no gradient is needed, so that a large image costs nothing.
  @ParameterizedTest
  @MethodSource("org.lrs.attack.Transforms#sizes")
  void middleOfTheImageIsMoved(int channels, int height, int width) {
    try (Scope scope = Scope.open();
        Classifier model = PlainLinearModel.of(channels, height, width);
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor images = Transforms.images(channels, height, width);
      Transforms.check(
          new Decowa(4, 0.8, 0),
          surrogate,
          images,
          1,
          (image, i, draws) -> {
            double[] move = drawn(draws.image(i), 0.8);
            return warp(image, move[0], move[1]);
          });
    }
  }

  @Test
  void warpFirstGoesOneStepWhereTheLossIsLower() {
    int channels = 2;
    int height = 8;
    int width = 7;
    double rho = 0.02;
    double little = 1e-6;
    try (Scope scope = Scope.open();
        Classifier model = PlainLinearModel.of(channels, height, width);
        FrozenSurrogate frozen = new FrozenSurrogate(model)) {
      CountingSurrogate surrogate = new CountingSurrogate(frozen);
      Tensor images = Transforms.images(channels, height, width);
      double[] largestStep = {0};
      Transforms.checkValues(
          new Decowa(4, 0.8, rho),
          surrogate,
          images,
          1,
          (image, i, draws) -> {
            double[] move = drawn(draws.image(i), 0.8);
            double[] slope = new double[2];
            for (int k = 0; k < 2; k++) {
              double[] above = move.clone();
              double[] below = move.clone();
              above[k] += little;
              below[k] -= little;
              slope[k] =
                  (PlainLinearModel.loss(warp(image, above[0], above[1]), i)
                          - PlainLinearModel.loss(warp(image, below[0], below[1]), i))
                      / (2 * little);
              largestStep[0] = Math.max(largestStep[0], Math.abs(rho * slope[k]));
            }
            return warp(image, move[0] - rho * slope[0], move[1] - rho * slope[1]);
          });
      // The step is one that can be seen.
      assertThat(largestStep[0]).isGreaterThan(0.002);
      assertThat(surrogate.passes()).isEqualTo(new Decowa(4, 0.8, rho).ownEvaluations());
    }
  }

  @Test
  void warpByNothingIsTheImageItself() {
    try (Scope scope = Scope.open();
        Classifier model = PlainLinearModel.of(1, 6, 9);
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor images = Transforms.images(1, 6, 9);
      try (Scope work = Scope.open()) {
        Transform.Kernel kernel = new Decowa(1, 0, 0).begin(Transforms.run(images, surrogate));
        Tensor found = kernel.apply(images, Transforms.draws(), 0);
        assertThat(Tensors.largestDifference(found, images)).isLessThan(1e-6);
      }
    }
  }
}
