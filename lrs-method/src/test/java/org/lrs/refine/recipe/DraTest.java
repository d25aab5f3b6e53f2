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
import org.lrs.nn.Mode;
import org.lrs.refine.InputPass;
import org.lrs.refine.Passes;
import org.lrs.refine.TermPoint;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class DraTest {
  private static final double FLOAT32 = 1e-5;

  @ParameterizedTest
  @EnumSource(Space.class)
  void twoClassesOfALinearModelHaveAClosedForm(Space space) {
    InputShape pair = new InputShape(1, 1, 2);
    double std = 0.25;
    Normalization norm = new Normalization(new double[] {0.5}, new double[] {std});
    double[][] weight = {{3, -1}, {-2, -1}};
    try (Classifier linear = TinyClassifiers.linear(pair, weight, norm)) {
      // Normalised (0.2, 1). Class 0 has the margin 5 · 0.2 = 1 and p = 1 / (1 + e⁻¹).
      Tensor images = Tensor.of(new float[] {0.55f, 0.75f}, 1, 1, 1, 2);
      double p = 1 / (1 + Math.exp(-1));
      // ℓ = log(1 + e⁻ᵐ), m = 5 x₁: ‖∇ℓ‖² = 25 (1 - p)² and ∇²ℓ = 25 p (1 - p) in one corner, so
      // that every vector of signs measures the trace exactly.
      double matched = 25 * (1 - p) * (1 - p) - 2 * 25 * p * (1 - p);
      double wanted = 0.3 * matched / (space == Space.PIXEL ? std * std : 1);
      Dra term = new Dra(0.3, 2, 1, space);
      assertThat(TermPoint.of(term, TermPoint.passes(linear, images)).item())
          .isCloseTo(wanted, within(FLOAT32 * Math.abs(wanted)));
    }
  }

  @ParameterizedTest
  @EnumSource(Space.class)
  void basisVectorsSumToTheTraceOfFiniteDifferences(Space space) {
    try (Classifier model = TermPoint.smooth()) {
      Passes batch = TermPoint.passes(model);
      double found = Exact.of(batch, InputPass.of(batch, space)).trace();
      // Second differences of float32 losses of about 1.
      assertThat(differences(batch, space)).isCloseTo(found, within(2e-2 * Math.abs(found)));
    }
  }

  /**
   * Sums over images of the Hessian's trace and of its squares off the diagonal, a row at a time.
   */
  private record Exact(double trace, double offDiagonal) {

    static Exact of(Passes batch, InputPass pass) {
      Tensor gradients = pass.gradients(batch.crossEntropyOf(pass.logits()));
      int pixels = (int) batch.images().elements() / TermPoint.IMAGES;
      double trace = 0;
      double offDiagonal = 0;
      for (int j = 0; j < pixels; j++) {
        float[] basis = new float[TermPoint.IMAGES * pixels];
        for (int i = 0; i < TermPoint.IMAGES; i++) {
          basis[i * pixels + j] = 1;
        }
        Tensor direction = Tensor.of(basis, batch.images().shape());
        Tensor diagonal = Dra.projected(pass, gradients, direction);
        Tensor row = pass.gradients(gradients.multiply(direction).sumPerSample());
        trace += diagonal.sum().item();
        offDiagonal += row.square().sum().item() - diagonal.square().sum().item();
      }
      return new Exact(trace, offDiagonal);
    }
  }

  /** The same from losses alone: (ℓ(x + h) - 2 ℓ(x) + ℓ(x - h)) / h², with h = 0.1. */
  private static double differences(Passes batch, Space space) {
    double h = 0.1;
    float[] middle = batch.images().toFloatArray();
    double sum = 0;
    for (int i = 0; i < middle.length; i++) {
      double second = -2 * loss(batch, middle);
      for (double side : new double[] {h, -h}) {
        float[] moved = middle.clone();
        moved[i] += (float) side;
        second += loss(batch, moved);
      }
      sum += second / (h * h) * Math.pow(TermPoint.scale(space, i), 2);
    }
    return sum;
  }

  private static double loss(Passes batch, float[] pixels) {
    Tensor images = Tensor.of(pixels, batch.images().shape());
    return batch
        .crossEntropyOf(batch.classifier().logits(images, batch.furtherPass()))
        .sum()
        .item();
  }

  @Test
  void meanOfManyDirectionsIsTheGradientNormLessTwiceTheTrace() {
    try (Classifier model = TermPoint.smooth()) {
      Passes batch = TermPoint.passes(model);
      double gradient = TermPoint.of(new InputGradient(1, Space.NORMALIZED), batch).item();
      Exact exact = Exact.of(batch, InputPass.of(batch, Space.NORMALIZED));
      int draws = 300;
      double found = TermPoint.of(new Dra(1, 2, draws, Space.NORMALIZED), batch).item();
      // With signs the variance of vᵀHv is 2 Σ H² off the diagonal; four deviations.
      double deviation = 2 * Math.sqrt(2 * exact.offDiagonal() / draws) / TermPoint.IMAGES;
      assertThat(found)
          .isCloseTo(gradient - 2 * exact.trace() / TermPoint.IMAGES, within(4 * deviation));
    }
  }

  @Test
  void ofReluNetworksTheTraceIsThatOfTheSoftmaxAlone() {
    try (Classifier model = TermPoint.normalised()) {
      Passes batch = TermPoint.passes(model);
      Tensor leaf = batch.images().leaf();
      InputPass pass = new InputPass(leaf, model.logits(leaf, Mode.EVALUATE), null);
      // tr Jᵀ(diag p − ppᵀ)J = Σₖ pₖ ‖∂zₖ‖² − ‖Σₖ pₖ ∂zₖ‖².
      Tensor p = NeuralOps.softmax(pass.logits(), 1).detach();
      double wanted = -Jacobian.projected(pass, p).sum().item();
      for (int k = 0; k < TermPoint.CLASSES; k++) {
        Tensor logit = pass.logits().narrow(1, k, 1).sumPerSample();
        Tensor weighted = pass.squaredGradients(logit).multiply(p.narrow(1, k, 1).sumPerSample());
        wanted += weighted.sum().item();
      }
      assertThat(wanted).isPositive();
      assertThat(Exact.of(batch, pass).trace()).isCloseTo(wanted, within(1e-4 * wanted));
    }
  }

  @Test
  void withoutTheTraceItIsTheInputGradient() {
    try (Classifier model = TermPoint.smooth()) {
      Passes batch = TermPoint.passes(model);
      assertThat(TermPoint.of(new Dra(0.2, 0, 1, Space.PIXEL), batch).item())
          .isEqualTo(TermPoint.of(new InputGradient(0.2, Space.PIXEL), batch).item());
    }
  }

  @Test
  void gradientByTheParametersFollowsFiniteDifferences() {
    TermPoint.assertParameterGradient(new Dra(1, 2, 2, Space.NORMALIZED));
  }

  @Test
  void directionsDoNotDependOnTheBatch() {
    try (Classifier model = TermPoint.smooth()) {
      Dra term = new Dra();
      double sum = 0;
      for (int i = 0; i < TermPoint.IMAGES; i++) {
        sum += TermPoint.of(term, TermPoint.only(i, model)).item();
      }
      double wanted = sum / TermPoint.IMAGES;
      assertThat(TermPoint.of(term, TermPoint.passes(model)).item())
          .isCloseTo(wanted, within(1e-4 * Math.abs(wanted)));
    }
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dra(0, 2, 1, Space.PIXEL))
        .withMessage("dra.weight must be a number above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dra(1, 2, 0, Space.PIXEL))
        .withMessage("dra.projections must be at least 1, got 0");
  }
}
