package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.nn.Mode;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
@InScope
class AdversarialTrainingTest {
  private static final double EPSILON = 4.0 / 255;
  private static final double FLOAT32 = 1e-6;
  private static final AdversarialTraining TERM =
      new AdversarialTraining(1, EPSILON, Optional.empty(), 3, true, false);

  private static AdversarialTraining oneStep(double stepSize) {
    return new AdversarialTraining(1, EPSILON, Optional.of(stepSize), 1, false, false);
  }

  @Test
  void adversarialLossOfALinearModelLosesEpsilonTimesTheOneNormOfItsMargin() {
    InputShape pair = new InputShape(1, 1, 2);
    double[][] weight = {{3, -1}, {-2, 0.5}};
    try (Classifier linear = TinyClassifiers.linear(pair, weight, Normalization.none(1))) {
      Tensor images = Tensor.of(new float[] {0.3f, 0.6f, 0.5f, 0.2f}, 2, 1, 1, 2);
      // Margins of the right class: 5 x1 - 1.5 x2 and its negative; their weights' 1-norm is 6.5.
      double first = 5 * 0.3 - 1.5 * 0.6 - EPSILON * 6.5;
      double second = -(5 * 0.5 - 1.5 * 0.2) - EPSILON * 6.5;
      double mean = (Math.log1p(Math.exp(-first)) + Math.log1p(Math.exp(-second))) / 2;
      AdversarialTraining half =
          new AdversarialTraining(0.5, EPSILON, Optional.empty(), 3, true, false);
      assertThat(TermPoint.of(half, TermPoint.passes(linear, images)).item())
          .isCloseTo(mean / 2, within(FLOAT32));
    }
  }

  @Test
  void innerStepFollowsTheSignOfFiniteDifferences() {
    try (Classifier model = TermPoint.smooth()) {
      Passes batch = TermPoint.passes(model);
      double size = EPSILON / 2;
      float[] clean = batch.images().toFloatArray();
      float[] found = oneStep(size).images(batch, batch.auxiliary(), Mode.TRAIN).toFloatArray();
      int compared = 0;
      for (int i = 0; i < clean.length; i++) {
        double slope = (lossWith(batch, clean, i, 0.01) - lossWith(batch, clean, i, -0.01)) / 0.02;
        // Under this size the difference of float32 losses does not tell the sign.
        if (Math.abs(slope) > 1e-3) {
          assertThat((double) found[i] - clean[i])
              .isCloseTo(Math.signum(slope) * size, within(FLOAT32));
          compared++;
        }
      }
      assertThat(compared).isGreaterThan(clean.length / 2);
    }
  }

  private static double lossWith(Passes batch, float[] clean, int at, double change) {
    float[] moved = clean.clone();
    moved[at] += (float) change;
    Tensor images = Tensor.of(moved, batch.images().shape());
    return batch.crossEntropy(images, batch.auxiliary(), Mode.TRAIN_WITHOUT_UPDATE).sum().item();
  }

  @Test
  void imagesStayInTheBallAndInTheUnitRange() {
    try (Classifier model = TermPoint.smooth()) {
      Tensor extreme = TinyClassifiers.images(TermPoint.IMAGES, TermPoint.INPUT, 4).round();
      AdversarialTraining far =
          new AdversarialTraining(1, EPSILON, Optional.of(0.5), 5, true, false);
      Passes batch = TermPoint.passes(model, extreme);
      float[] clean = extreme.toFloatArray();
      float[] found = far.images(batch, batch.auxiliary(), Mode.TRAIN).toFloatArray();
      for (int i = 0; i < clean.length; i++) {
        assertThat(found[i])
            .isBetween(0f, 1f)
            .isCloseTo(clean[i], within((float) (EPSILON + FLOAT32)));
      }
      assertThat(found).isNotEqualTo(clean);
    }
  }

  @Test
  void defaultStepsReachEveryPointOfTheBallFromEveryStart() {
    try (Classifier model = TermPoint.smooth()) {
      Passes batch = TermPoint.passes(model);
      float[] clean = batch.images().toFloatArray();
      float[] found = TERM.images(batch, batch.auxiliary(), Mode.TRAIN).toFloatArray();
      int corners = 0;
      for (int i = 0; i < clean.length; i++) {
        corners += Math.abs(Math.abs(found[i] - clean[i]) - EPSILON) < FLOAT32 ? 1 : 0;
      }
      // Where the gradient's sign does not change, three steps of 2/3 ε end at the edge.
      assertThat(corners).isGreaterThan(clean.length * 9 / 10);
    }
  }

  @Test
  void randomStartDoesNotDependOnTheBatch() {
    try (Classifier model = TermPoint.smooth()) {
      Passes whole = TermPoint.passes(model);
      Passes half = TermPoint.passes(model, whole.images().narrow(0, 0, 2));
      Tensor first = TERM.images(whole, whole.auxiliary(), Mode.TRAIN).narrow(0, 0, 2);
      assertThat(TERM.images(half, half.auxiliary(), Mode.TRAIN).toFloatArray())
          .isEqualTo(first.toFloatArray());
    }
  }

  @Test
  void zeroGradientsLeaveTheStart() {
    double[][] nothing = new double[TermPoint.CLASSES][18];
    try (Classifier blind =
        TinyClassifiers.linear(TermPoint.INPUT, nothing, TermPoint.normalization())) {
      Passes batch = TermPoint.passes(blind);
      assertThat(oneStep(0.01).images(batch, batch.auxiliary(), Mode.TRAIN).toFloatArray())
          .isEqualTo(batch.images().toFloatArray());
      assertThat(TermPoint.of(TERM, batch).item())
          .isCloseTo(Math.log(TermPoint.CLASSES), within(FLOAT32));
    }
  }

  @Test
  void runningStatisticsFollowTheCleanPassOrElseTheAdversarialOne() {
    try (Classifier model = TermPoint.normalised();
        Classifier wanted = model.copy("wanted")) {
      float[] before = runningMean(model);
      Tensor beside = TermPoint.of(TERM, TermPoint.passes(model));
      assertThat(runningMean(model)).isEqualTo(before);

      Passes alone = TermPoint.withoutCleanPass(model);
      Tensor adversarial = TERM.images(alone, alone.auxiliary(), Mode.TRAIN);
      assertThat(runningMean(model)).isEqualTo(before);
      Tensor logits = wanted.logits(adversarial, Mode.TRAIN);
      Tensor loss = TermPoint.of(TERM, alone);
      assertThat(runningMean(model)).isEqualTo(runningMean(wanted)).isNotEqualTo(before);
      assertThat(loss.item()).isEqualTo(beside.item());
      assertThat(logits.elements()).isPositive();
    }
  }

  private static float[] runningMean(Classifier model) {
    return model.parameters().get("b1.running_mean").toFloatArray();
  }

  @Test
  void settingsOutOfRangeAreRefusedInWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdversarialTraining(1, 4, Optional.empty(), 3, true, false))
        .withMessage(
            "adversarial.epsilon must lie in [0, 1], got 4.0; pixel values are in [0, 1], did you"
                + " mean 4/255?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdversarialTraining(0, EPSILON, Optional.empty(), 3, true, false))
        .withMessage("adversarial.weight must be a number above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdversarialTraining(1, EPSILON, Optional.empty(), 0, true, false))
        .withMessage("adversarial.steps must be at least 1, got 0");
  }
}
