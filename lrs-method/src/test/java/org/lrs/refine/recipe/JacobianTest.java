package org.lrs.refine.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.model.Classifier;
import org.lrs.model.TinyClassifiers;
import org.lrs.refine.InputPass;
import org.lrs.refine.Passes;
import org.lrs.refine.TermPoint;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class JacobianTest {
  private static final double FLOAT32 = 1e-5;
  // Central differences of float32 logits of about 1 over steps of 0.02.
  private static final double DIFFERENCES = 2e-3;

  @ParameterizedTest
  @EnumSource(Space.class)
  void projectionsOnABasisSumToTheSquaredJacobianOfFiniteDifferences(Space space) {
    try (Classifier model = TermPoint.smooth()) {
      Passes batch = TermPoint.passes(model);
      double wanted = 0;
      double found = 0;
      InputPass pass = InputPass.of(batch, space);
      for (int k = 0; k < TermPoint.CLASSES; k++) {
        Tensor basis = basis(k);
        found += Jacobian.projected(pass, basis).sum().item();
        for (int i = 0; i < batch.images().elements(); i++) {
          double slope = TermPoint.slope(batch, i, logits -> logits.multiply(basis).sum());
          wanted += Math.pow(slope * TermPoint.scale(space, i), 2);
        }
      }
      assertThat(found).isCloseTo(wanted, within(DIFFERENCES * wanted));
    }
  }

  private static Tensor basis(int k) {
    float[] rows = new float[TermPoint.IMAGES * TermPoint.CLASSES];
    for (int i = 0; i < TermPoint.IMAGES; i++) {
      rows[i * TermPoint.CLASSES + k] = 1;
    }
    return Tensor.of(rows, TermPoint.IMAGES, TermPoint.CLASSES);
  }

  @Test
  void orthogonalRowsOfEqualLengthAreMeasuredExactlyByOneProjection() {
    double[][] weight = new double[TermPoint.CLASSES][18];
    for (int k = 0; k < TermPoint.CLASSES; k++) {
      weight[k][k] = 2;
    }
    // ‖Wᵀv‖² = 4 for every unit v, so classes · ‖Wᵀv‖² = 12 = ‖W‖²_F; half of it, times 0.1.
    try (Classifier linear =
        TinyClassifiers.linear(TermPoint.INPUT, weight, TermPoint.normalization())) {
      Jacobian term = new Jacobian(0.1, 1, Space.NORMALIZED);
      assertThat(TermPoint.of(term, TermPoint.passes(linear)).item())
          .isCloseTo(0.6, within(FLOAT32));
    }
  }

  @Test
  void meanOfManyProjectionsIsTheSquaredFrobeniusNorm() {
    double[][] weight = new double[TermPoint.CLASSES][18];
    weight[0][0] = 3;
    weight[1][5] = 1;
    // Entries 9 and 1 of WWᵀ: the estimate has a relative deviation of about 0.85 per draw.
    int draws = 1000;
    double tolerance = 4 * 0.85 / Math.sqrt(draws * (double) TermPoint.IMAGES);
    try (Classifier linear =
        TinyClassifiers.linear(TermPoint.INPUT, weight, TermPoint.normalization())) {
      Jacobian term = new Jacobian(2, draws, Space.NORMALIZED);
      assertThat(TermPoint.of(term, TermPoint.passes(linear)).item())
          .isCloseTo(10, within(10 * tolerance));
    }
  }

  @Test
  void gradientByTheParametersFollowsFiniteDifferences() {
    TermPoint.assertParameterGradient(new Jacobian(1, 2, Space.NORMALIZED));
  }

  @Test
  void projectionsDoNotDependOnTheBatch() {
    try (Classifier model = TermPoint.smooth()) {
      Passes whole = TermPoint.passes(model);
      Jacobian term = new Jacobian();
      double sum = 0;
      for (int i = 0; i < TermPoint.IMAGES; i++) {
        sum += TermPoint.of(term, TermPoint.only(i, model)).item();
      }
      double wanted = sum / TermPoint.IMAGES;
      assertThat(TermPoint.of(term, whole).item()).isCloseTo(wanted, within(FLOAT32 * wanted));
    }
  }

  @Test
  void noProjectionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Jacobian(1, 0, Space.PIXEL))
        .withMessage("jacobian.projections must be at least 1, got 0");
  }
}
