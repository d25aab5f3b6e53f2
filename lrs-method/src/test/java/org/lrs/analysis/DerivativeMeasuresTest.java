package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.lrs.lipschitz.LinearSoftmax.dot;
import static org.lrs.lipschitz.LinearSoftmax.norm;
import static org.lrs.lipschitz.LinearSoftmax.plus;
import static org.lrs.lipschitz.LinearSoftmax.unit;

import org.junit.jupiter.api.Test;
import org.lrs.testkit.NoTensorLeak;

/** Gradient, curvature and eigenvalue on linear networks, whose derivatives are known. */
@NoTensorLeak
class DerivativeMeasuresTest {
  // Derivatives of about 1 in float32.
  private static final double FLOAT32 = 1e-4;

  private final LinearCase linear = LinearCase.random(3);

  @Test
  void gradientNormIsThatOfPixels() {
    double[] wanted = linear.each((x, y) -> norm(linear.gradient(x, y)));
    assertClose(linear.measure(new GradientNorm()).values(), wanted, FLOAT32);
  }

  @Test
  void exactCurvatureIsTheHessianTimesTheUnitGradient() {
    double[] wanted =
        linear.each((x, y) -> norm(linear.hessianTimes(x, unit(linear.gradient(x, y)))));
    Curvature.Found found = linear.measure(new Curvature(new GradientCurvature(1e-2)));
    assertClose(found.exact().values(), wanted, FLOAT32);
    // Off by a term of order h over the smallest std.
    assertClose(found.difference().values(), wanted, 1e-2 / 0.2);
  }

  @Test
  void eigenvalueOfTwoClassesIsThatOfTheirDifference() {
    // H = p(1 - p) w wᵀ with w the difference of the rows over std.
    LinearCase two = LinearCase.random(2);
    double[] wanted =
        two.each(
            (x, y) -> {
              double p = two.probabilities(x)[0];
              double[] towards = two.gradient(x, 1); // p · w
              return p * (1 - p) * dot(towards, towards) / (p * p);
            });
    HessianEigenvalue.Found found = two.measure(new HessianEigenvalue(50, 1e-4));
    assertClose(found.values().values(), wanted, FLOAT32);
    // A Hessian of rank one takes the iteration to its end in a single step.
    assertThat(found.iterations()).containsOnly(2);
    assertThat(found.converged()).isEqualTo(LinearCase.COUNT);
  }

  @Test
  void eigenvalueEqualsThatOfALongerIterationInDoublePrecision() {
    double[] wanted = linear.each((x, y) -> slowEigenvalue(x));
    HessianEigenvalue.Found found = linear.measure(new HessianEigenvalue(500, 1e-3));
    assertClose(found.values().values(), wanted, FLOAT32);
    for (int i = 0; i < LinearCase.COUNT; i++) {
      assertThat(found.residuals()[i]).isLessThanOrEqualTo(1e-3 * wanted[i] * (1 + FLOAT32));
    }
  }

  @Test
  void aShortIterationSaysThatItHasNotConverged() {
    HessianEigenvalue.Found found = linear.measure(new HessianEigenvalue(1, 1e-6));
    assertThat(found.converged()).isZero();
    assertThat(found.iterations()).containsOnly(1);
    assertThat(found.residuals()).doesNotContain(0);
  }

  @Test
  void flatNetworkHasZerosAndNoNan() {
    LinearCase flat = LinearCase.flat();
    HessianEigenvalue.Found eigenvalues = flat.measure(HessianEigenvalue.defaults());
    assertThat(eigenvalues.values().values()).containsOnly(0);
    assertThat(eigenvalues.residuals()).containsOnly(0);
    assertThat(eigenvalues.iterations()).containsOnly(1);
    assertThat(eigenvalues.converged()).isEqualTo(LinearCase.COUNT);
    Curvature.Found curvature = flat.measure(new Curvature(GradientCurvature.defaults()));
    assertThat(curvature.exact().values()).containsOnly(0);
    assertThat(curvature.difference().values()).containsOnly(0);
    assertThat(flat.measure(new GradientNorm()).distribution().max()).isZero();
    assertThat(flat.measure(new LocalLipschitz(EmpiricalLipschitz.defaults())).values())
        .containsOnly(0);
  }

  @Test
  void iterationsAndToleranceAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HessianEigenvalue(0, 0.1))
        .withMessageContaining("at least one iteration");
  }

  private double slowEigenvalue(double[] x) {
    double[] v = unit(linear.gradient(x, 0));
    // Not an eigenvector: the gradient may lie in a part that the Hessian does not turn.
    v = unit(plus(v, linear.gradient(x, 1), 0.37));
    for (int i = 0; i < 20_000; i++) {
      v = unit(linear.hessianTimes(x, v));
    }
    return dot(v, linear.hessianTimes(x, v));
  }

  private static void assertClose(double[] found, double[] wanted, double tolerance) {
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).isCloseTo(wanted[i], within(tolerance * wanted[i]));
    }
  }
}
