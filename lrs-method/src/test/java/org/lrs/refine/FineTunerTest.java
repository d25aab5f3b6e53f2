package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.model.Classifier;
import org.lrs.refine.recipe.AdvProp;
import org.lrs.refine.recipe.InputGradient;
import org.lrs.refine.recipe.Jacobian;
import org.lrs.refine.recipe.LabelSmoothing;
import org.lrs.refine.recipe.Lrs1;
import org.lrs.refine.recipe.Lrs2;
import org.lrs.refine.recipe.LrsF;
import org.lrs.refine.recipe.Sam;
import org.lrs.refine.recipe.Swa;
import org.lrs.tensor.Engine;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class FineTunerTest {
  private static final int EPOCHS = 2;
  private static final int STEPS = EPOCHS * TinyTraining.STEPS_PER_EPOCH;
  private static final Training SETTINGS = TinyTraining.training(EPOCHS, 0.05);

  private static int threads;

  @TempDir private Path folder;

  // Operations on so few numbers only wait for one another on several threads.
  @BeforeAll
  static void useOneThread() {
    threads = Engine.threads();
    Engine.threads(1);
  }

  @AfterAll
  static void useAsManyAsBefore() {
    Engine.threads(threads);
  }

  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainingListener throwingAt(int step) {
    return (record, total) -> {
      if (record.step() == step) {
        throw new Interrupted();
      }
    };
  }

  @Test
  void lossFallsOnEasyData() {
    FineTuner.Result result =
        TinyTraining.run(TinyTraining.training(8, 0.05), null, TrainingListener.SILENT).result();
    List<StepRecord> history = result.history();
    assertThat(history).hasSize(8 * TinyTraining.STEPS_PER_EPOCH);
    assertThat(mean(history.subList(history.size() - 5, history.size())))
        .isLessThan(0.5 * mean(history.subList(0, 5)));
    assertThat(history).extracting(StepRecord::step).isSorted().startsWith(0).endsWith(39);
  }

  private static double mean(List<StepRecord> steps) {
    return steps.stream().mapToDouble(StepRecord::crossEntropy).average().orElseThrow();
  }

  @Test
  void runInterruptedAtAnyStepEndsWithTheSameNumbers() {
    interruptedAtAnyStep(SETTINGS);
  }

  static List<Refinement> refinements() {
    return Refinements.all();
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void refinementInterruptedAtAnyStepEndsWithTheSameNumbers(Refinement refinement) {
    interruptedAtAnyStep(
        TinyTraining.shrunk(Training.basic().with(refinement).networks(1), EPOCHS, 0));
  }

  @Test
  void everythingTogetherInterruptedAtAnyStepEndsWithTheSameNumbers() {
    DifferenceStep step1 = DifferenceStep.normalized(0.01);
    DifferenceStep step2 = DifferenceStep.normalized(1.5);
    LrsF four = new LrsF(0.05, 0.05, step1, step2, PenaltyMode.PAPER, 1, Optional.of(0.1));
    interruptedAtAnyStep(
        TinyTraining.plain(EPOCHS, 0.05)
            .with(four)
            .with(new LabelSmoothing())
            .with(new AdvProp())
            .with(new InputGradient())
            .with(new Jacobian())
            .with(new Sam(0.1))
            .with(new Swa(0.25, 3, 2)));
  }

  private void interruptedAtAnyStep(Training settings) {
    TinyTraining.Done wanted = TinyTraining.run(settings, null, TrainingListener.SILENT);
    for (int step = 0; step < STEPS; step++) {
      Path own = folder.resolve("at-" + step);
      int at = step;
      assertThatExceptionOfType(Interrupted.class)
          .isThrownBy(() -> TinyTraining.run(settings, own, throwingAt(at)));
      TinyTraining.Done found = TinyTraining.run(settings, own, TrainingListener.SILENT);
      assertThat(found.numbers()).as("interrupted at step " + step).isEqualTo(wanted.numbers());
      assertThat(found.result()).isEqualTo(wanted.result());
    }
  }

  @Test
  void runInterruptedAgainAndAgainGoesOnFromTheLastEpoch() {
    TinyTraining.Done wanted = TinyTraining.run(SETTINGS, null, TrainingListener.SILENT);
    for (int step : new int[] {3, 6, 8}) {
      assertThatExceptionOfType(Interrupted.class)
          .isThrownBy(() -> TinyTraining.run(SETTINGS, folder, throwingAt(step)));
    }
    int[] first = {-1};
    TinyTraining.Done found =
        TinyTraining.run(
            SETTINGS,
            folder,
            (record, total) -> first[0] = first[0] < 0 ? record.step() : first[0]);
    assertThat(first[0]).isEqualTo(TinyTraining.STEPS_PER_EPOCH);
    assertThat(found.numbers()).isEqualTo(wanted.numbers());
    assertThat(found.result()).isEqualTo(wanted.result());
  }

  @Test
  void checkpointInsideAnEpochIsGoneOnFrom() {
    TinyTraining.Done wanted = TinyTraining.run(SETTINGS, null, TrainingListener.SILENT);
    assertThatExceptionOfType(Interrupted.class)
        .isThrownBy(
            () ->
                TinyTraining.run(
                    SETTINGS,
                    folder,
                    (record, total) -> {
                      if (record.step() == 2) {
                        pauseLongerThanACheckpoint();
                      }
                      throwingAt(3).onStep(record, total);
                    }));
    int[] first = {-1};
    TinyTraining.Done found =
        TinyTraining.run(
            SETTINGS,
            folder,
            (record, total) -> first[0] = first[0] < 0 ? record.step() : first[0]);
    assertThat(first[0]).isEqualTo(3);
    assertThat(found.numbers()).isEqualTo(wanted.numbers());
  }

  private static void pauseLongerThanACheckpoint() {
    try {
      Thread.sleep(1050);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void finishedRunStartedAgainDoesNothing() {
    TinyTraining.Done wanted = TinyTraining.run(SETTINGS, folder, TrainingListener.SILENT);
    TinyTraining.Done again = TinyTraining.run(SETTINGS, folder, throwingAt(0));
    assertThat(again.numbers()).isEqualTo(wanted.numbers());
    assertThat(again.result()).isEqualTo(wanted.result());
  }

  @Test
  void checkpointOfAnotherRunIsRefused() {
    TinyTraining.run(TinyTraining.training(1, 0.05), folder, TrainingListener.SILENT);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TinyTraining.run(TinyTraining.training(1, 0.06), folder, TrainingListener.SILENT))
        .withMessageContaining("checkpoint.safetensors belongs to a run with other settings");
  }

  @Test
  void halfWrittenCheckpointIsIgnored() throws Exception {
    TinyTraining.Done wanted = TinyTraining.run(SETTINGS, null, TrainingListener.SILENT);
    Files.write(folder.resolve("checkpoint.safetensors.tmp"), new byte[] {1, 2, 3});
    TinyTraining.Done found = TinyTraining.run(SETTINGS, folder, TrainingListener.SILENT);
    assertThat(found.numbers()).isEqualTo(wanted.numbers());
  }

  @Test
  void divergedTrainingSaysWhere() {
    Training wild =
        TinyTraining.plain(40, 10)
            .with(new LrsF(5e4, 5e4, PenaltyMode.PAPER, 1))
            .schedule(Schedule.CONSTANT)
            .momentum(0.99)
            .weightDecay(0.9)
            .clipNorm(0)
            .warmUpSteps(0)
            .stepWarmUpSteps(0)
            .accuracyFloor(0);
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> TinyTraining.run(wild, folder, TrainingListener.SILENT))
        .withMessageMatching(
            "training diverged: the loss became (NaN|Infinity) in epoch \\d+, batch \\d+ \\(last"
                + " finite value [-0-9.E]+\\); the last good checkpoint is kept\\. Lower the"
                + " learning rate .*");
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void presetsTrainTheirPenalties(Refinement refinement) {
    for (Training preset :
        List.of(
            Training.basic().with(refinement),
            Training.published().with(refinement.under(Preset.PUBLISHED)))) {
      Training small = TinyTraining.shrunk(preset.networks(1), 1, 2);
      List<StepRecord> history =
          TinyTraining.run(small, null, TrainingListener.SILENT).result().history();
      assertThat(history).hasSize(2);
      boolean first = refinement instanceof Lrs1;
      boolean second = refinement instanceof Lrs2;
      boolean both = refinement instanceof LrsF;
      assertThat(Float.isNaN(history.get(0).penalty1())).isNotEqualTo(first || both);
      assertThat(Float.isNaN(history.get(0).penalty2())).isNotEqualTo(second || both);
    }
  }

  @Test
  void warmUpRaisesTheWeightsStepByStep() {
    List<StepRecord> history =
        TinyTraining.run(SETTINGS, null, TrainingListener.SILENT).result().history();
    for (int i = 0; i < 6; i++) {
      StepRecord step = history.get(i);
      double weight = 0.05 * Math.min(1, (i + 1) / 4.0);
      double total = step.crossEntropy() + weight * (step.penalty1() + step.penalty2());
      assertThat((double) step.total()).isCloseTo(total, within(1e-4 * total));
    }
  }

  @Test
  void warningsAreToldOnceAndAreThoseOfTheResult() {
    List<String> reported = new ArrayList<>();
    try (Classifier classifier = TinyTraining.classifier()) {
      double start = 0.9;
      int[] asked = {0};
      FineTuner.Result result =
          new FineTuner(SETTINGS, 3)
              .in(folder)
              .watching(network -> asked[0]++ == 0 ? start : 0.2, network -> Double.NaN)
              .telling(
                  new TrainingListener() {
                    @Override
                    public void onStep(StepRecord record, int totalSteps) {}

                    @Override
                    public void onWarning(String sentence) {
                      reported.add(sentence);
                    }
                  })
              .run(classifier, TinyTraining.data());
      assertThat(reported).hasSize(2);
      assertThat(reported.get(0)).contains(" clean accuracy has collapsed from 90.0 % to 20.0 %: ");
      assertThat(reported.get(1)).startsWith("clean accuracy of the result fell from 90.0 % to");
      assertThat(result.warnings()).containsExactly(reported.get(1));
    }
  }
}
