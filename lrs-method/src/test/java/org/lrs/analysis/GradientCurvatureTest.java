package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.lrs.lipschitz.LinearSoftmax.norm;
import static org.lrs.lipschitz.LinearSoftmax.plus;
import static org.lrs.lipschitz.LinearSoftmax.unit;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.data.Normalization;
import org.lrs.lipschitz.LinearSoftmax;
import org.lrs.lipschitz.LossPoint;
import org.lrs.model.Classifier;
import org.lrs.model.EnsembleSurrogate;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Fusion;
import org.lrs.model.InputShape;
import org.lrs.model.Surrogate;
import org.lrs.model.TinyClassifiers;
import org.lrs.nn.Mode;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class GradientCurvatureTest {
  private static final InputShape INPUT = new InputShape(3, 2, 2);
  private static final int WIDTH = 12;
  private static final int BATCH = 4;
  private static final double[] STD = {0.2, 0.25, 0.5};
  private static final Normalization NORM = new Normalization(new double[] {0.4, 0.5, 0.6}, STD);
  private static final double H = 0.02;

  // Two gradients of about 1 in float32, subtracted, times 1/h = 50.
  private static final double FLOAT32_GRADIENT_OVER_H = 1e-4;

  @Test
  void curvatureOfLinearSoftmaxFollowsTheFormulaInPixels() {
    LinearSoftmax model = LinearSoftmax.random(3, WIDTH, 0.3, 7);
    double[] found = of(model, new GradientCurvature(H));
    for (int i = 0; i < BATCH; i++) {
      double[] x = pixels(i);
      double[] direction = unit(gradient(model, x, i % 3));
      double[] far = plus(x, direction, H);
      double[] change = plus(gradient(model, far, i % 3), gradient(model, x, i % 3), -1);
      double wanted = norm(change) / H;
      assertThat(found[i]).isCloseTo(wanted, within(FLOAT32_GRADIENT_OVER_H * wanted));
    }
  }

  @Test
  void curvatureOfLinearSoftmaxApproachesItsHessianTimesTheUnitGradient() {
    LinearSoftmax model = LinearSoftmax.random(3, WIDTH, 0.3, 7);
    double[] found = of(model, new GradientCurvature(H));
    for (int i = 0; i < BATCH; i++) {
      double[] x = pixels(i);
      double[] direction = unit(gradient(model, x, i % 3));
      // With z = (x - mean) / std, the Hessian in x is that in z over std on both sides.
      double wanted = norm(overStd(model.hessianTimes(normalised(x), overStd(direction))));
      // Off by a term of order h over the smallest std.
      assertThat(found[i]).isCloseTo(wanted, within(H / 0.2 * wanted));
    }
  }

  @Test
  void curvatureOfASmoothNetworkApproachesTheHessianVectorProduct() {
    InputShape input = new InputShape(3, 6, 6);
    try (Scope scope = Scope.open();
        Classifier model = TinyClassifiers.smooth(input, 4, Normalization.none(3), 3);
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor images = TinyClassifiers.images(BATCH, input, 2);
      Tensor labels = TinyClassifiers.labels(BATCH, 4);
      Tensor leaf = images.leaf();
      Tensor losses = NeuralOps.crossEntropyPerSample(model.logits(leaf, Mode.EVALUATE), labels);
      Tensor gradient = Autograd.differentiableGradient(losses.sum(), leaf);
      Tensor direction = LossPoint.unit(gradient.detach());
      double[] exact =
          Autograd.gradient(gradient.multiply(direction).sum(), leaf)
              .normPerSample()
              .toDoubleArray();
      double[] found = new GradientCurvature(H).perImage(surrogate, images, labels).toDoubleArray();
      for (int i = 0; i < BATCH; i++) {
        assertThat(found[i]).isCloseTo(exact[i], within(H * exact[i])); // a term of order h
      }
    }
  }

  @Test
  void flatNetworkHasCurvatureZeroAndNotNan() {
    for (double found : of(new LinearSoftmax(new double[3][WIDTH]), GradientCurvature.defaults())) {
      assertThat(found).isZero();
    }
  }

  @Test
  void ensembleOfOneNetworkTwiceHasThatNetworksCurvature() {
    LinearSoftmax model = LinearSoftmax.random(3, WIDTH, 0.3, 7);
    double[] single = of(model, new GradientCurvature(H));
    try (Scope scope = Scope.open();
        Classifier one = TinyClassifiers.linear(INPUT, model.weight(), NORM);
        Surrogate both = EnsembleSurrogate.frozen(List.of(one, one), Fusion.LOGITS, List.of())) {
      double[] found = of(both, new GradientCurvature(H));
      for (int i = 0; i < BATCH; i++) {
        assertThat(found[i]).isCloseTo(single[i], within(FLOAT32_GRADIENT_OVER_H * single[i]));
      }
    }
  }

  @Test
  void stepIsChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientCurvature(0))
        .withMessageContaining("must be above 0, got 0.0");
  }

  private static double[] of(LinearSoftmax model, GradientCurvature curvature) {
    try (Classifier classifier = TinyClassifiers.linear(INPUT, model.weight(), NORM);
        FrozenSurrogate surrogate = new FrozenSurrogate(classifier)) {
      return of(surrogate, curvature);
    }
  }

  private static double[] of(Surrogate surrogate, GradientCurvature curvature) {
    try (Scope scope = Scope.open()) {
      return curvature
          .perImage(
              surrogate, TinyClassifiers.images(BATCH, INPUT, 1), TinyClassifiers.labels(BATCH, 3))
          .toDoubleArray();
    }
  }

  private static double[] gradient(LinearSoftmax model, double[] x, int label) {
    return overStd(model.gradient(normalised(x), label));
  }

  private static double[] pixels(int image) {
    try (Scope scope = Scope.open()) {
      double[] all = TinyClassifiers.images(BATCH, INPUT, 1).toDoubleArray();
      return Arrays.copyOfRange(all, image * WIDTH, (image + 1) * WIDTH);
    }
  }

  private static double[] normalised(double[] x) {
    double[] z = new double[WIDTH];
    for (int j = 0; j < WIDTH; j++) {
      z[j] = (x[j] - NORM.mean().get(j / 4)) / STD[j / 4];
    }
    return z;
  }

  private static double[] overStd(double[] values) {
    double[] scaled = values.clone();
    for (int j = 0; j < WIDTH; j++) {
      scaled[j] /= STD[j / 4];
    }
    return scaled;
  }
}
