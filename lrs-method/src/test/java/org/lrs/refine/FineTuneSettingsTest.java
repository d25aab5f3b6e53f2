package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lrs.data.Augmentation;
import org.lrs.lipschitz.BatchNormPolicy;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.LrsSettings;
import org.lrs.lipschitz.PenaltyMode;

class FineTuneSettingsTest {

  @Test
  void publishedPresetIsTheReleaseForCifar10() {
    FineTuneSettings s = Method.LRS_F.published();
    assertThat(s.epochs()).isEqualTo(10);
    assertThat(s.maxSteps()).isZero();
    assertThat(s.batchSize()).isEqualTo(128);
    assertThat(s.learningRate()).isEqualTo(1e-3);
    assertThat(s.schedule()).isEqualTo(Schedule.CONSTANT);
    assertThat(s.momentum()).isEqualTo(0.9);
    assertThat(s.weightDecay()).isEqualTo(5e-4);
    assertThat(s.clipNorm()).isZero();
    assertThat(s.warmUpSteps()).isZero();
    assertThat(s.stepWarmUpSteps()).isZero();
    assertThat(s.augmentation()).isEqualTo(new Augmentation(4, true));
    assertThat(s.lrs())
        .isEqualTo(
            new LrsSettings(
                2,
                5,
                5,
                DifferenceStep.normalized(0.01),
                DifferenceStep.normalized(1.5),
                PenaltyMode.LINEAGE,
                BatchNormPolicy.FROZEN_AFTER_FIRST_BATCH));
    assertThat(s.totalSteps(50_000)).isEqualTo(3_900); // ten epochs of 390 whole batches
  }

  @Test
  void methodsSwitchPenaltiesOn() {
    for (Method method : Method.values()) {
      for (FineTuneSettings s : new FineTuneSettings[] {method.stable(), method.published()}) {
        assertThat(s.lrs().weight1() > 0)
            .isEqualTo(method == Method.LRS_1 || method == Method.LRS_F);
        assertThat(s.lrs().weight2() > 0)
            .isEqualTo(method == Method.LRS_2 || method == Method.LRS_F);
      }
    }
    assertThat(Method.LRS_F.title()).isEqualTo("lrs-f");
    assertThat(Method.FINE_TUNE.title()).isEqualTo("fine-tune");
    // The release counts the cross-entropy twice through its first penalty alone.
    assertThat(Method.LRS_2.published().lrs().crossEntropyWeight()).isEqualTo(1);
  }

  @Test
  void trainingOnNothingIsRefused() {
    FineTuneSettings plain = Method.FINE_TUNE.stable();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(plain.lrs().withCrossEntropyWeight(0), Optional.empty()))
        .withMessage(
            "lrs.crossEntropyWeight is 0 and nothing else learns the labels; raise it or set"
                + " 'adversarial'");
    Optional<AdversarialTraining> own =
        Optional.of(new AdversarialTraining().withAuxiliaryBatchNorm());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(plain.lrs().withCrossEntropyWeight(0), own))
        .withMessage(
            "adversarial.auxiliaryBatchNorm needs clean images beside the adversarial ones; set"
                + " lrs.crossEntropyWeight above 0");
  }

  @Test
  void schedulesFallAsTheySay() {
    assertThat(Schedule.CONSTANT.factor(0.99)).isEqualTo(1);
    assertThat(Schedule.COSINE.factor(0)).isEqualTo(1);
    assertThat(Schedule.COSINE.factor(0.5)).isCloseTo(0.5, within(1e-12));
    assertThat(Schedule.COSINE.factor(1)).isCloseTo(0, within(1e-12));
    assertThat(Schedule.STEPS.factor(0.49)).isEqualTo(1);
    assertThat(Schedule.STEPS.factor(0.5)).isEqualTo(0.1);
    assertThat(Schedule.STEPS.factor(0.75)).isEqualTo(0.01);
  }

  @Test
  void stepsAreWholeBatchesUpToTheLimit() {
    assertThat(with(8, 0, 0.1).totalSteps(42)).isEqualTo(10);
    assertThat(with(8, 7, 0.1).totalSteps(42)).isEqualTo(7);
    assertThat(with(8, 70, 0.1).totalSteps(42)).isEqualTo(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(64, 0, 0.1).totalSteps(42))
        .withMessage("batchSize 64 is larger than the training set of 42 images");
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(1, 0, 0.1))
        .withMessage("batchSize must be at least 2, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(8, -1, 0.1))
        .withMessage("maxSteps must be at or above 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(8, 0, Double.NaN))
        .withMessage("learningRate must lie in (0, 10], got NaN");
  }

  private static FineTuneSettings with(int batchSize, int maxSteps, double learningRate) {
    LrsSettings lrs = Method.FINE_TUNE.stable().lrs();
    return with(batchSize, maxSteps, learningRate, lrs, Optional.empty());
  }

  private static FineTuneSettings with(LrsSettings lrs, Optional<AdversarialTraining> adversarial) {
    return with(8, 0, 0.1, lrs, adversarial);
  }

  private static FineTuneSettings with(
      int batchSize,
      int maxSteps,
      double learningRate,
      LrsSettings lrs,
      Optional<AdversarialTraining> adversarial) {
    FineTuneSettings s = Method.FINE_TUNE.stable();
    return new FineTuneSettings(
        2,
        maxSteps,
        batchSize,
        learningRate,
        s.schedule(),
        s.momentum(),
        s.weightDecay(),
        s.clipNorm(),
        s.warmUpSteps(),
        s.stepWarmUpSteps(),
        s.augmentation(),
        s.accuracyFloor(),
        s.checkpointSeconds(),
        lrs,
        Optional.empty(),
        adversarial,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
