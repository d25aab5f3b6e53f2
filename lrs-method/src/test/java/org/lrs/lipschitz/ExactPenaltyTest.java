package org.lrs.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.nn.Mode;
import org.lrs.refine.BatchNormPolicy;
import org.lrs.refine.PaperLoss;
import org.lrs.refine.Training;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.testkit.Tensors;

/** Penalties of a smooth network against slower, exact derivatives by autograd. */
@NoTensorLeak
@InScope
class ExactPenaltyTest {
  private static final InputShape INPUT = new InputShape(3, 6, 6);
  private static final int BATCH = 5;
  private static final int CLASSES = 4;
  private static final double H = 0.02;
  // Both penalties are off by a term of order h: 0.6 % and 0.2 % on this network at h = 0.02.
  private static final double ORDER_H = H;

  private Classifier model;
  private List<Tensor> trained;
  private Tensor images;
  private Tensor labels;

  @BeforeEach
  void open() {
    model = TinyClassifiers.smooth(INPUT, CLASSES, Normalization.none(3), 3);
    trained = model.parameters().trainable(model.network(), true);
    images = TinyClassifiers.images(BATCH, INPUT, 2);
    labels = TinyClassifiers.labels(BATCH, CLASSES);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void gradientPenaltyApproachesTheSquaredGradientNorm() {
    Tensor leaf = images.leaf();
    Tensor gradient = Autograd.differentiableGradient(losses(leaf).sum(), leaf);
    Tensor exact = gradient.square().sumPerSample().mean();
    Tensor found = terms(1, 0, PenaltyMode.PAPER).penalty1();
    assertClose(found, exact, ORDER_H);
    assertGradientsClose(found, exact, ORDER_H);
  }

  @Test
  void curvaturePenaltyApproachesTheHessianVectorProduct() {
    Tensor leaf = images.leaf();
    Tensor gradient = Autograd.differentiableGradient(losses(leaf).sum(), leaf);
    Tensor direction = LossPoint.unit(gradient.detach());
    Tensor product = Autograd.differentiableGradient(gradient.multiply(direction).sum(), leaf);
    Tensor exact = product.square().sumPerSample().mean();
    Tensor found = terms(0, 1, PenaltyMode.PAPER).penalty2();
    assertClose(found, exact, ORDER_H);
    assertGradientsClose(found, exact, ORDER_H);
  }

  @Test
  void halvingTheStepHalvesTheErrorOfTheCurvature() {
    Tensor leaf = images.leaf();
    Tensor gradient = Autograd.differentiableGradient(losses(leaf).sum(), leaf);
    Tensor direction = LossPoint.unit(gradient.detach());
    double exact =
        Autograd.gradient(gradient.multiply(direction).sum(), leaf)
            .square()
            .sumPerSample()
            .mean()
            .item();
    double coarse = Math.abs(curvature(0.2) - exact);
    double fine = Math.abs(curvature(0.1) - exact);
    assertThat(fine / coarse).isCloseTo(0.5, within(0.15)); // plus terms of order h²
  }

  @Test
  void referenceHalvesTheGradientPenalty() {
    double paper = terms(1, 0, PenaltyMode.PAPER).penalty1().item();
    assertThat(terms(1, 0, PenaltyMode.REFERENCE).penalty1().item())
        .isCloseTo(paper / 2, within(1e-6 * paper));
  }

  @Test
  void lineageSquaresTheMeanSlopeOfTheBatch() {
    // In a batch of one, the paper's penalty is the square of that image's slope.
    double mean = 0;
    for (int i = 0; i < BATCH; i++) {
      PaperLoss.Terms one =
          PaperLoss.of(
              model,
              images.narrow(0, i, 1),
              labels.narrow(0, i, 1),
              settings(1, 0, H, PenaltyMode.PAPER),
              true);
      mean += Math.sqrt(one.penalty1().item()) / BATCH;
    }
    // A loss in float32 over h, and sums in another order.
    assertThat(terms(1, 0, PenaltyMode.LINEAGE).penalty1().item())
        .isCloseTo(mean * mean / 2, within(1e-4 * mean * mean));
  }

  @Test
  void referenceCurvatureIsTheLengthOfTheChangeAlongTheSign() {
    Tensor leaf = images.leaf();
    Tensor gradient = Autograd.gradient(losses(leaf).sum(), leaf);
    // All entries of a sign are ±1, so its length is the root of their number.
    Tensor far = images.addScaled(gradient.sign(), H / Math.sqrt(3 * 6 * 6)).leaf();
    Tensor there = Autograd.gradient(losses(far).sum(), far);
    double slow = there.subtract(gradient).normPerSample().mean().item();
    double found = terms(0, 1, PenaltyMode.REFERENCE).penalty2().item();
    assertThat(found).isCloseTo(slow, within(1e-4 * slow));
    assertThat(terms(0, 1, PenaltyMode.LINEAGE).penalty2().item())
        .isCloseTo(slow / BATCH, within(1e-4 * slow));
  }

  @Test
  void totalIsTheWeightedSumOfItsTerms() {
    Training twice =
        PaperLoss.training(
            2,
            0.3,
            0.7,
            DifferenceStep.normalized(H),
            DifferenceStep.normalized(H),
            PenaltyMode.PAPER,
            BatchNormPolicy.CLEAN_PASS);
    PaperLoss.Terms terms = PaperLoss.of(model, images, labels, twice, true);
    double sum =
        2 * terms.crossEntropy().item()
            + 0.3 * terms.penalty1().item()
            + 0.7 * terms.penalty2().item();
    assertThat(terms.total().item()).isCloseTo(sum, within(1e-5 * sum));
    assertThat(terms.crossEntropy().item()).isCloseTo(losses(images).mean().item(), within(1e-6));
  }

  @Test
  void penaltiesWithoutWeightAreLeftOut() {
    PaperLoss.Terms terms = terms(0, 0, PenaltyMode.PAPER);
    assertThat(terms.penalty1()).isNull();
    assertThat(terms.penalty2()).isNull();
    assertThat(terms.total().item()).isEqualTo(terms.crossEntropy().item());
  }

  private double curvature(double h) {
    return PaperLoss.of(model, images, labels, settings(0, 1, h, PenaltyMode.PAPER), true)
        .penalty2()
        .item();
  }

  private Tensor losses(Tensor x) {
    return NeuralOps.crossEntropyPerSample(
        model.network().forward(x, model.parameters(), Mode.TRAIN), labels);
  }

  private PaperLoss.Terms terms(double weight1, double weight2, PenaltyMode mode) {
    return PaperLoss.of(model, images, labels, settings(weight1, weight2, H, mode), true);
  }

  private static Training settings(double weight1, double weight2, double h, PenaltyMode mode) {
    DifferenceStep step = DifferenceStep.normalized(h);
    return PaperLoss.training(1, weight1, weight2, step, step, mode, BatchNormPolicy.CLEAN_PASS);
  }

  private static void assertClose(Tensor found, Tensor exact, double tolerance) {
    assertThat(found.item()).isCloseTo(exact.item(), within(tolerance * exact.item()));
  }

  // All parameters as one long vector.
  private void assertGradientsClose(Tensor found, Tensor exact, double tolerance) {
    List<Tensor> ours = Autograd.gradients(found, trained);
    List<Tensor> theirs = Autograd.gradients(exact, trained);
    Tensor a = Tensor.concat(ours.stream().map(t -> t.reshape(-1)).toList(), 0);
    Tensor b = Tensor.concat(theirs.stream().map(t -> t.reshape(-1)).toList(), 0);
    assertThat(Tensors.relativeError(a, b)).isLessThan(tolerance);
  }
}
