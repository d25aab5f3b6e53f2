package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lrs.data.Normalization;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.nn.Mode;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.InScope;
import org.lrs.testkit.NoTensorLeak;

/** What each policy does to running statistics, and which statistics each term uses. */
@NoTensorLeak
@InScope
class BatchNormPolicyTest {
  private static final InputShape INPUT = new InputShape(3, 6, 6);
  private static final int BATCH = 6;
  private static final int CLASSES = 3;
  // So short that every pass sees the same statistics.
  private static final double TINY_STEP = 1e-6;
  private static final float FLOAT32 = 1e-5f;

  private Classifier model;
  private Tensor images;
  private Tensor labels;
  private Map<String, float[]> before;

  @BeforeEach
  void open() {
    model = TinyClassifiers.normalised(INPUT, CLASSES, Normalization.none(3), 3);
    model.parameters().trainable(model.network(), true);
    images = TinyClassifiers.images(BATCH, INPUT, 2);
    labels = TinyClassifiers.labels(BATCH, CLASSES);
    before = TinyClassifiers.numbers(model);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CLEAN_PASS, true", "CLEAN_PASS, false",
    "FROZEN_PENALTY, true", "FROZEN_PENALTY, false",
    "FROZEN_AFTER_FIRST_BATCH, true"
  })
  void statisticsMoveAsInOnePlainPass(BatchNormPolicy policy, boolean firstOfEpoch) {
    Map<String, float[]> wanted;
    try (Classifier plain = model.copy("plain")) {
      plain.logits(images, Mode.TRAIN);
      wanted = TinyClassifiers.numbers(plain);
    }
    loss(policy, 0.5, firstOfEpoch);
    assertThat(TinyClassifiers.numbers(model)).usingRecursiveComparison().isEqualTo(wanted);
    assertThat(wanted.get("b2.running_mean")).isNotEqualTo(before.get("b2.running_mean"));
  }

  @ParameterizedTest
  @CsvSource({"FROZEN, true", "FROZEN, false", "FROZEN_AFTER_FIRST_BATCH, false"})
  void frozenStatisticsDoNotMove(BatchNormPolicy policy, boolean firstOfEpoch) {
    loss(policy, 0.5, firstOfEpoch);
    assertThat(TinyClassifiers.numbers(model)).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void allPassesMoveStatisticsThreeTimes() {
    float[] once;
    try (Classifier plain = model.copy("plain")) {
      plain.logits(images, Mode.TRAIN);
      once = plain.parameters().get("b2.running_mean").toFloatArray();
    }
    loss(BatchNormPolicy.ALL_PASSES, TINY_STEP, true);
    float[] found = model.parameters().get("b2.running_mean").toFloatArray();
    float[] old = before.get("b2.running_mean");
    for (int c = 0; c < old.length; c++) {
      // One pass: m' = 0.9 m + 0.1 b; three: 0.9³ m + (1 − 0.9³) b.
      double batch = (once[c] - 0.9 * old[c]) / 0.1;
      double wanted = 0.729 * old[c] + 0.271 * batch;
      assertThat(found[c]).isCloseTo((float) wanted, within(FLOAT32));
    }
  }

  @Test
  void frozenPenaltyTakesCrossEntropyFromTheBatchAndPenaltiesFromRunningStatistics() {
    double batch = loss(BatchNormPolicy.CLEAN_PASS, 0.5, true).crossEntropy().item();
    // The statistics have moved: compare from the start again.
    try (Classifier fresh = fresh()) {
      PaperLoss.Terms frozen = loss(fresh, BatchNormPolicy.FROZEN, 0.5, true);
      PaperLoss.Terms mixed = loss(fresh, BatchNormPolicy.FROZEN_PENALTY, 0.5, true);
      assertThat(mixed.crossEntropy().item()).isCloseTo(batch, within(1e-6));
      assertThat(frozen.crossEntropy().item()).isNotCloseTo(batch, within(1e-3));
      assertThat(mixed.total().item())
          .isCloseTo(
              2 * batch + 0.3 * mixed.penalty1().item() + 0.7 * mixed.penalty2().item(),
              within(1e-4 * mixed.total().item()));
    }
  }

  @ParameterizedTest
  @EnumSource(BatchNormPolicy.class)
  void withoutPenaltiesTheTotalIsTheCrossEntropy(BatchNormPolicy policy) {
    Training plain =
        PaperLoss.training(
            1,
            0,
            0,
            DifferenceStep.normalized(1),
            DifferenceStep.normalized(1),
            PenaltyMode.PAPER,
            policy);
    PaperLoss.Terms terms = PaperLoss.of(model, images, labels, plain, true);
    assertThat(terms.total().item()).isCloseTo(terms.crossEntropy().item(), within(1e-6));
  }

  private Classifier fresh() {
    return TinyClassifiers.normalised(INPUT, CLASSES, Normalization.none(3), 3);
  }

  private PaperLoss.Terms loss(BatchNormPolicy policy, double h, boolean firstOfEpoch) {
    return loss(model, policy, h, firstOfEpoch);
  }

  private PaperLoss.Terms loss(
      Classifier classifier, BatchNormPolicy policy, double h, boolean firstOfEpoch) {
    classifier.parameters().trainable(classifier.network(), true);
    DifferenceStep step = DifferenceStep.normalized(h);
    Training settings = PaperLoss.training(2, 0.3, 0.7, step, step, PenaltyMode.PAPER, policy);
    return PaperLoss.of(classifier, images, labels, settings, firstOfEpoch);
  }
}
