package org.lrs.refine.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lrs.data.Normalization;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.refine.Passes;
import org.lrs.refine.TermPoint;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class InputGradientTest {
  private static final double FLOAT32 = 1e-5;
  // Central differences of a float32 loss of about 1 over steps of 0.02.
  private static final double DIFFERENCES = 2e-3;

  @ParameterizedTest
  @EnumSource(Space.class)
  void penaltyOfALinearModelIsItsSquaredGradientNorm(Space space) {
    InputShape pair = new InputShape(1, 1, 2);
    double std = 0.25;
    Normalization norm = new Normalization(new double[] {0.5}, new double[] {std});
    double[][] weight = {{3, -1}, {-2, 0.5}};
    try (Classifier linear = TinyClassifiers.linear(pair, weight, norm)) {
      Tensor images = Tensor.of(new float[] {0.5f, 0.75f}, 1, 1, 1, 2);
      // The image is (0, 1) when normalised: the margin of class 0 is -1.5, its gradient there
      // (p - 1) (5, -1.5) with p = 1 / (1 + e^1.5).
      double p = 1 / (1 + Math.exp(1.5));
      double squared = (1 - p) * (1 - p) * (25 + 2.25);
      double wanted = 0.3 * squared / (space == Space.PIXEL ? std * std : 1);
      assertThat(
              TermPoint.of(new InputGradient(0.3, space), TermPoint.passes(linear, images)).item())
          .isCloseTo(wanted, within(FLOAT32 * wanted));
    }
  }

  @ParameterizedTest
  @EnumSource(Space.class)
  void penaltyIsTheSumOfSquaredFiniteDifferences(Space space) {
    try (Classifier model = TermPoint.smooth()) {
      Passes batch = TermPoint.passes(model);
      double sum = 0;
      for (int i = 0; i < batch.images().elements(); i++) {
        double slope = TermPoint.slope(batch, i, moved -> batch.crossEntropyOf(moved).sum());
        sum += Math.pow(slope * TermPoint.scale(space, i), 2);
      }
      double found = TermPoint.of(new InputGradient(1, space), batch).item();
      double wanted = sum / TermPoint.IMAGES;
      assertThat(found).isCloseTo(wanted, within(DIFFERENCES * wanted));
    }
  }

  @Test
  void gradientByTheParametersFollowsFiniteDifferences() {
    TermPoint.assertParameterGradient(new InputGradient(1, Space.NORMALIZED));
  }

  @Test
  void weightWarmsUp() {
    assertThat(new InputGradient().learnsLabels()).isFalse();
  }

  @Test
  void runningStatisticsAreLeftToTheCleanPass() {
    try (Classifier model = TermPoint.normalised()) {
      float[] before = model.parameters().get("b1.running_mean").toFloatArray();
      assertThat(TermPoint.of(new InputGradient(), TermPoint.passes(model)).item()).isPositive();
      assertThat(model.parameters().get("b1.running_mean").toFloatArray()).isEqualTo(before);
    }
  }

  @Test
  void zeroGradientsGiveZeroAndNoNaN() {
    double[][] nothing = new double[TermPoint.CLASSES][18];
    try (Classifier blind =
        TinyClassifiers.linear(TermPoint.INPUT, nothing, TermPoint.normalization())) {
      Tensor weight = blind.parameters().get("fc.weight").requiresGradient(true);
      Tensor term = TermPoint.of(new InputGradient(), TermPoint.passes(blind));
      assertThat(term.item()).isZero();
      assertThat(Autograd.gradient(term, weight).toFloatArray()).containsOnly(0);
    }
  }

  @Test
  void weightOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InputGradient(0, Space.PIXEL))
        .withMessage("inputGradient.weight must be a number above 0, got 0.0");
  }
}
