package org.lrs.refine.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lrs.model.Classifier;
import org.lrs.nn.Mode;
import org.lrs.refine.TermPoint;
import org.lrs.refine.Training;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class AlignmentTest {
  private static final double FLOAT32 = 1e-5;

  @Test
  void divergenceOfTwoKnownDistributions() {
    // q = (3/4, 1/4) and p = (1/2, 1/2): 3/4 ln 3/2 + 1/4 ln 1/2.
    Tensor witness = Tensor.of(new float[] {(float) Math.log(3), 0}, 1, 2);
    Tensor logits = Tensor.of(new float[] {5, 5}, 1, 2);
    double wanted = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
    assertThat(Alignment.divergence(witness, logits).item()).isCloseTo(wanted, within(FLOAT32));
    assertThat(Alignment.divergence(logits, logits).item()).isZero();
  }

  @Test
  void termIsTheMeanOfSumsOverClasses() {
    try (Classifier model = TermPoint.smooth();
        Classifier witness = TermPoint.normalised()) {
      double found = TermPoint.of(new Alignment(0.5, 0), TermPoint.beside(model, witness)).item();
      double sum = 0;
      for (int i = 0; i < TermPoint.IMAGES; i++) {
        Tensor image = TermPoint.images().narrow(0, i, 1);
        double[] q = probabilities(witness, image);
        double[] p = probabilities(model, image);
        for (int k = 0; k < TermPoint.CLASSES; k++) {
          sum += q[k] * Math.log(q[k] / p[k]);
        }
      }
      double wanted = 0.5 * sum / TermPoint.IMAGES;
      assertThat(found).isCloseTo(wanted, within(FLOAT32 * wanted));
    }
  }

  /** In double precision, without the tensors' softmax. */
  private static double[] probabilities(Classifier network, Tensor image) {
    float[] logits = network.logits(image, Mode.EVALUATE).toFloatArray();
    double[] all = new double[logits.length];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int k = 0; k < all.length; k++) {
      all[k] = Math.exp(logits[k]) / sum;
    }
    return all;
  }

  @Test
  void gradientByTheLogitsIsTheDifferenceOfProbabilities() {
    Tensor witness = Tensor.of(new float[] {1, 0, -2}, 1, 3);
    Tensor logits = Tensor.of(new float[] {0.5f, 2, 1}, 1, 3).requiresGradient(true);
    float[] gradient =
        Autograd.gradient(Alignment.divergence(witness, logits).sum(), logits).toFloatArray();
    double norm = Math.exp(0.5) + Math.exp(2) + Math.exp(1);
    double other = Math.exp(1) + 1 + Math.exp(-2);
    double[] wanted = {
      Math.exp(0.5) / norm - Math.exp(1) / other,
      Math.exp(2) / norm - 1 / other,
      Math.exp(1) / norm - Math.exp(-2) / other
    };
    for (int k = 0; k < 3; k++) {
      assertThat(gradient[k]).isCloseTo((float) wanted[k], within((float) FLOAT32));
    }
  }

  @Test
  void aNetworkBesideItsOwnCopyHasNothingToLearn() {
    try (Classifier model = TermPoint.smooth();
        Classifier copy = model.copy("copy")) {
      assertThat(TermPoint.of(new Alignment(), TermPoint.beside(model, copy)).item())
          .isCloseTo(0, within(FLOAT32));
    }
  }

  @Test
  void takesThePlaceOfTheLabelsUnlessTheyHaveAWeight() {
    Training alone = Training.stable().with(new Alignment()).checked();
    assertThat(alone.settings().crossEntropyWeight()).isZero();
    assertThat(alone.needsWitness()).isTrue();
    Training both = Training.stable().with(new Alignment(1, 0.5));
    assertThat(both.settings().crossEntropyWeight()).isEqualTo(0.5);
  }

  @Test
  void weightOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Alignment(0, 0))
        .withMessage("alignment.weight must be a number above 0, got 0.0");
  }
}
