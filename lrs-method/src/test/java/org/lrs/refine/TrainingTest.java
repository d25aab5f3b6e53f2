package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lrs.data.Augmentation;
import org.lrs.lipschitz.CurvaturePenalty;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.GradientNormPenalty;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.PointTerm.CurvatureTerm;
import org.lrs.refine.PointTerm.GradientNormTerm;
import org.lrs.refine.recipe.AdvProp;
import org.lrs.refine.recipe.Adversarial;
import org.lrs.refine.recipe.Lgv;
import org.lrs.refine.recipe.Lrs1;
import org.lrs.refine.recipe.Lrs2;
import org.lrs.refine.recipe.LrsF;
import org.lrs.refine.recipe.Mba;
import org.lrs.refine.recipe.Sam;
import org.lrs.refine.recipe.Swa;
import org.lrs.refine.recipe.Swag;

class TrainingTest {

  @Test
  void everyPlainSettingHasAMethodOfItsName() {
    assertThat(Arrays.stream(PlainSettings.class.getMethods()).map(Method::getName))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("set"),
                    Arrays.stream(TrainingSettings.class.getRecordComponents())
                        .map(RecordComponent::getName))
                .toList());
  }

  @Test
  void misspeltSettingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.basic().set("learningrates", 0.1))
        .withMessage("unknown setting 'learningrates'; nearest: 'learningRate'");
  }

  @Test
  void publishedPresetIsTheReleaseForCifar10() {
    Training training = Training.published().with(new LrsF().under(Preset.PUBLISHED));
    TrainingSettings s = training.settings();
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
    assertThat(s.crossEntropyWeight()).isEqualTo(2);
    assertThat(s.batchNorm()).isEqualTo(BatchNormPolicy.FROZEN_AFTER_FIRST_BATCH);
    PenaltyMode mode = PenaltyMode.LINEAGE;
    assertThat(training.terms())
        .containsExactly(
            new GradientNormTerm(5, new GradientNormPenalty(DifferenceStep.normalized(0.01), mode)),
            new CurvatureTerm(
                5, new CurvaturePenalty(DifferenceStep.normalized(1.5), mode), Optional.empty()));
    assertThat(s.totalSteps(50_000)).isEqualTo(3_900); // ten epochs of 390 whole batches
  }

  @Test
  void refinementsSwitchPenaltiesOn() {
    for (Refinement refinement : Refinements.all()) {
      for (Refinement one : List.of(refinement, refinement.under(Preset.PUBLISHED))) {
        List<String> terms =
            Training.basic().with(one).terms().stream().map(LossTerm::name).toList();
        assertThat(terms.contains("LRS-1")).isEqualTo(one instanceof Lrs1 || one instanceof LrsF);
        assertThat(terms.contains("LRS-2")).isEqualTo(one instanceof Lrs2 || one instanceof LrsF);
      }
    }
    // The release counts the cross-entropy twice through its first penalty alone.
    assertThat(
            Training.published()
                .with(new Lrs2().under(Preset.PUBLISHED))
                .settings()
                .crossEntropyWeight())
        .isEqualTo(1);
  }

  @Test
  void trainingOnNothingIsRefused() {
    Training nothing = Training.basic().crossEntropyWeight(0);
    assertThatIllegalArgumentException()
        .isThrownBy(nothing::checked)
        .withMessage(
            "crossEntropyWeight is 0 and nothing else learns the labels; raise it or add"
                + " 'adversarial'");
    Training own = Training.basic().with(new AdvProp()).crossEntropyWeight(0);
    assertThatIllegalArgumentException()
        .isThrownBy(own::checked)
        .withMessage(
            "a batch normalisation of their own for adversarial images needs clean images beside"
                + " them; set crossEntropyWeight above 0");
  }

  @Test
  void contradictionsAreRefusedNamingBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.basic().with(new Swa()).with(new Swag()))
        .withMessage("'swa' and 'swag' both set the outcome, to different values; keep one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.basic().with(new LrsF()).with(new Lrs1()))
        .withMessage("'lrs-f' and 'lrs-1' both set the term LRS-1, to different values; keep one");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Training.published()
                    .with(new LrsF().under(Preset.PUBLISHED))
                    .with(new Adversarial()))
        .withMessage(
            "'lrs-f' and 'adversarial' both set crossEntropyWeight, to different values; keep one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Training.basic().with(new Sam()).with(new Sam(0.1)))
        .withMessage("'sam' is given twice; keep one");
  }

  @Test
  void orderOfRefinementsDoesNotMatter() {
    Training one = Training.basic().with(new LrsF()).with(new Adversarial()).with(new Swa());
    Training other = Training.basic().with(new Swa()).with(new Adversarial()).with(new LrsF());
    assertThat(one.parts()).isEqualTo(other.parts());
  }

  @Test
  void plainSettingWinsOverThatOfARefinementBeforeIt() {
    Training training = Training.basic().with(new Lgv()).epochs(3);
    assertThat(training.settings().epochs()).isEqualTo(3);
    assertThat(training.settings().learningRate()).isEqualTo(0.05);
  }

  @Test
  void trajectoriesKeepTheirLearningRate() {
    assertThat(Training.stable().settings().schedule()).isEqualTo(Schedule.COSINE);
    for (Refinement walk : List.of(new Lgv(), new Swag(), new Mba())) {
      assertThat(Training.stable().with(walk).settings().schedule()).isEqualTo(Schedule.CONSTANT);
    }
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

  @Test
  void warmUpRaisesWeightsAndTheSecondStep() {
    TrainingSettings s = Training.basic().warmUpSteps(4).stepWarmUpSteps(5).settings();
    assertThat(s.warmUp(1)).isEqualTo(0.5);
    assertThat(s.warmUp(3)).isEqualTo(1);
    assertThat(s.stepWarmUp(0)).isEqualTo(0.1);
    assertThat(s.stepWarmUp(5)).isEqualTo(1);
  }

  private static TrainingSettings with(int batchSize, int maxSteps, double learningRate) {
    return Training.basic()
        .epochs(2)
        .batchSize(batchSize)
        .maxSteps(maxSteps)
        .learningRate(learningRate)
        .settings();
  }
}
