package org.lrs.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lrs.lipschitz.LinearSoftmax.norm;
import static org.lrs.lipschitz.LinearSoftmax.plus;
import static org.lrs.lipschitz.LinearSoftmax.unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.analysis.GradientNorm;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.refine.BatchNormPolicy;
import org.lrs.refine.PaperLoss;
import org.lrs.refine.Training;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

/** Penalties of a linear network, whose gradient and Hessian are known. */
@NoTensorLeak
class ClosedFormPenaltyTest {
  private static final InputShape INPUT = new InputShape(3, 2, 2);
  private static final int WIDTH = 12;
  private static final int BATCH = 4;
  private static final double[] STD = {0.2, 0.25, 0.5};
  private static final Normalization NORM = new Normalization(new double[] {0.4, 0.5, 0.6}, STD);

  // A loss of about 1 in float32, times 1/h = 100, squared.
  private static final double FLOAT32_LOSS_OVER_H = 1e-4;
  // Two gradients of about 1 in float32, subtracted, times 1/h = 20, squared.
  private static final double FLOAT32_GRADIENT_OVER_H = 1e-4;

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void penaltyOfLinearModelEqualsItsSquaredGradientNorm(int classes) {
    double h = 0.01;
    LinearSoftmax model = LinearSoftmax.random(classes, WIDTH, 0.3, classes);
    double difference = 0;
    double limit = 0;
    for (int i = 0; i < BATCH; i++) {
      double[] z = normalised(i);
      int y = i % classes;
      double[] g = model.gradient(z, y);
      double slope = (model.loss(plus(z, unit(g), h), y) - model.loss(z, y)) / h;
      difference += slope * slope / BATCH;
      limit += norm(g) * norm(g) / BATCH;
    }
    double found = penalty1(model, DifferenceStep.normalized(h), PenaltyMode.PAPER);
    assertThat(found).isCloseTo(difference, within(FLOAT32_LOSS_OVER_H * difference));
    // The slope is ‖g‖ + h/2 · dᵀHd, so the square is off by a term of order h.
    assertThat(found).isCloseTo(limit, within(h * limit));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void curvatureOfLinearSoftmaxEqualsItsHessianTimesTheDirection(int classes) {
    double h = 0.05;
    LinearSoftmax model = LinearSoftmax.random(classes, WIDTH, 0.3, classes);
    double difference = 0;
    double limit = 0;
    for (int i = 0; i < BATCH; i++) {
      double[] z = normalised(i);
      int y = i % classes;
      double[] g = model.gradient(z, y);
      double[] change = plus(model.gradient(plus(z, unit(g), h), y), g, -1);
      difference += Math.pow(norm(change) / h, 2) / BATCH;
      limit += Math.pow(norm(model.hessianTimes(z, unit(g))), 2) / BATCH;
    }
    double found = penalty2(model, DifferenceStep.normalized(h), PenaltyMode.PAPER);
    assertThat(found).isCloseTo(difference, within(FLOAT32_GRADIENT_OVER_H * difference));
    assertThat(found).isCloseTo(limit, within(2 * h * limit));
  }

  @Test
  void pixelStepsOfNonUniformStandardDeviationsFollowTheFormula() {
    double h = 0.02;
    LinearSoftmax model = LinearSoftmax.random(3, WIDTH, 0.3, 7);
    double first = 0;
    double second = 0;
    for (int i = 0; i < BATCH; i++) {
      double[] z = normalised(i);
      int y = i % 3;
      double[] direction = unit(overStd(model.gradient(z, y)));
      double[] far = plus(z, overStd(direction), h);
      first += Math.pow((model.loss(far, y) - model.loss(z, y)) / h, 2) / BATCH;
      double[] change = overStd(plus(model.gradient(far, y), model.gradient(z, y), -1));
      second += Math.pow(norm(change) / h, 2) / BATCH;
    }
    DifferenceStep step = DifferenceStep.pixel(h);
    assertThat(penalty1(model, step, PenaltyMode.PAPER))
        .isCloseTo(first, within(FLOAT32_LOSS_OVER_H * first));
    assertThat(penalty2(model, step, PenaltyMode.PAPER))
        .isCloseTo(second, within(FLOAT32_GRADIENT_OVER_H * second));
  }

  @Test
  void pixelAndNormalizedStepsAgreeWhenConverted() {
    double s = 0.25;
    Normalization uniform = new Normalization(new double[] {0.5, 0.5, 0.5}, new double[] {s, s, s});
    try (Scope scope = Scope.open();
        Classifier model = TinyClassifiers.smooth(INPUT, 3, uniform, 1)) {
      Tensor images = TinyClassifiers.images(BATCH, INPUT, 1);
      Tensor labels = TinyClassifiers.labels(BATCH, 3);
      PaperLoss.Terms normalized =
          PaperLoss.of(
              model,
              images,
              labels,
              settings(DifferenceStep.normalized(0.2), PenaltyMode.PAPER),
              true);
      PaperLoss.Terms pixel =
          PaperLoss.of(
              model,
              images,
              labels,
              settings(DifferenceStep.pixel(0.2 * s), PenaltyMode.PAPER),
              true);
      // Gradients in pixels are 1/s times those in normalised units, Hessians 1/s².
      double first = normalized.penalty1().item() / (s * s);
      double second = normalized.penalty2().item() / Math.pow(s, 4);
      assertThat(pixel.penalty1().item()).isCloseTo(first, within(FLOAT32_LOSS_OVER_H * first));
      assertThat(pixel.penalty2().item())
          .isCloseTo(second, within(FLOAT32_GRADIENT_OVER_H * second));
    }
  }

  @ParameterizedTest
  @EnumSource(PenaltyMode.class)
  void zeroGradientGivesZeroPenaltiesAndFiniteGradients(PenaltyMode mode) {
    LinearSoftmax flat = new LinearSoftmax(new double[3][WIDTH]);
    try (Scope scope = Scope.open();
        Classifier model = TinyClassifiers.linear(INPUT, flat.weight(), NORM)) {
      var trained = model.parameters().trainable(model.network(), true);
      PaperLoss.Terms terms =
          PaperLoss.of(
              model,
              TinyClassifiers.images(BATCH, INPUT, 1),
              TinyClassifiers.labels(BATCH, 3),
              settings(DifferenceStep.normalized(0.1), mode),
              true);
      assertThat(terms.penalty1().item()).isZero();
      // The root is cut off at √1e-24.
      assertThat(terms.penalty2().item()).isBetween(0.0, 1e-11);
      for (Tensor gradient : Autograd.gradients(terms.total(), trained)) {
        for (float value : gradient.toFloatArray()) {
          assertThat(value).isFinite();
        }
      }
    }
  }

  @Test
  void inputGradientNormIsThatOfPixels() {
    LinearSoftmax model = LinearSoftmax.random(3, WIDTH, 0.3, 7);
    try (Scope scope = Scope.open();
        Classifier classifier = TinyClassifiers.linear(INPUT, model.weight(), NORM);
        FrozenSurrogate surrogate = new FrozenSurrogate(classifier)) {
      float[] norms =
          GradientNorm.perImage(
                  surrogate,
                  TinyClassifiers.images(BATCH, INPUT, 1),
                  TinyClassifiers.labels(BATCH, 3))
              .toFloatArray();
      for (int i = 0; i < BATCH; i++) {
        double wanted = norm(overStd(model.gradient(normalised(i), i % 3)));
        assertThat(norms[i]).isCloseTo((float) wanted, within((float) (1e-5 * wanted)));
      }
    }
  }

  private static double penalty1(LinearSoftmax model, DifferenceStep step, PenaltyMode mode) {
    return terms(model, step, mode)[0];
  }

  private static double penalty2(LinearSoftmax model, DifferenceStep step, PenaltyMode mode) {
    return terms(model, step, mode)[1];
  }

  private static double[] terms(LinearSoftmax model, DifferenceStep step, PenaltyMode mode) {
    int classes = model.weight().length;
    try (Scope scope = Scope.open();
        Classifier classifier = TinyClassifiers.linear(INPUT, model.weight(), NORM)) {
      classifier.parameters().trainable(classifier.network(), true);
      PaperLoss.Terms terms =
          PaperLoss.of(
              classifier,
              TinyClassifiers.images(BATCH, INPUT, 1),
              TinyClassifiers.labels(BATCH, classes),
              settings(step, mode),
              true);
      return new double[] {terms.penalty1().item(), terms.penalty2().item()};
    }
  }

  private static Training settings(DifferenceStep step, PenaltyMode mode) {
    return PaperLoss.training(1, 1, 1, step, step, mode, BatchNormPolicy.CLEAN_PASS);
  }

  private static double[] normalised(int image) {
    try (Scope scope = Scope.open()) {
      double[] all = TinyClassifiers.images(BATCH, INPUT, 1).toDoubleArray();
      double[] z = new double[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        z[j] = (all[image * WIDTH + j] - NORM.mean().get(j / 4)) / STD[j / 4];
      }
      return z;
    }
  }

  private static double[] overStd(double[] values) {
    double[] scaled = values.clone();
    for (int j = 0; j < WIDTH; j++) {
      scaled[j] /= STD[j / 4];
    }
    return scaled;
  }
}
