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
import org.junit.jupiter.params.provider.EnumSource;
import org.lrs.lipschitz.LrsSettings;
import org.lrs.model.Classifier;
import org.lrs.tensor.Engine;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class FineTunerTest {
  private static final int EPOCHS = 2;
  private static final int STEPS = EPOCHS * TinyTraining.STEPS_PER_EPOCH;
  private static final FineTuneSettings SETTINGS = TinyTraining.settings(EPOCHS, 0.05);

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
        TinyTraining.run(TinyTraining.settings(8, 0.05), null, TrainingListener.SILENT).result();
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

  @ParameterizedTest
  @EnumSource(Method.class)
  void methodInterruptedAtAnyStepEndsWithTheSameNumbers(Method method) {
    interruptedAtAnyStep(TinyTraining.shrunk(method.stable(), EPOCHS, 0));
  }

  @Test
  void everythingTogetherInterruptedAtAnyStepEndsWithTheSameNumbers() {
    FineTuneSettings s = SETTINGS;
    interruptedAtAnyStep(
        new FineTuneSettings(
            s.epochs(),
            s.maxSteps(),
            s.batchSize(),
            s.learningRate(),
            s.schedule(),
            s.momentum(),
            s.weightDecay(),
            s.clipNorm(),
            s.warmUpSteps(),
            s.stepWarmUpSteps(),
            s.augmentation(),
            s.accuracyFloor(),
            s.checkpointSeconds(),
            new LrsSettings(
                1,
                0.05,
                0.05,
                s.lrs().step1(),
                s.lrs().step2(),
                s.lrs().mode(),
                s.lrs().batchNorm(),
                Optional.of(0.1)),
            Optional.of(0.1),
            Optional.of(new AdversarialTraining().withAuxiliaryBatchNorm()),
            Optional.of(new InputGradientPenalty()),
            Optional.of(new JacobianPenalty()),
            Optional.of(new Sharpness(0.1)),
            Optional.of(new Averaging(0.25, 3, 2, 0))));
  }

  private void interruptedAtAnyStep(FineTuneSettings settings) {
    TinyTraining.Outcome wanted = TinyTraining.run(settings, null, TrainingListener.SILENT);
    for (int step = 0; step < STEPS; step++) {
      Path own = folder.resolve("at-" + step);
      int at = step;
      assertThatExceptionOfType(Interrupted.class)
          .isThrownBy(() -> TinyTraining.run(settings, own, throwingAt(at)));
      TinyTraining.Outcome found = TinyTraining.run(settings, own, TrainingListener.SILENT);
      assertThat(found.numbers()).as("interrupted at step " + step).isEqualTo(wanted.numbers());
      assertThat(found.result()).isEqualTo(wanted.result());
    }
  }

  @Test
  void runInterruptedAgainAndAgainGoesOnFromTheLastEpoch() {
    TinyTraining.Outcome wanted = TinyTraining.run(SETTINGS, null, TrainingListener.SILENT);
    for (int step : new int[] {3, 6, 8}) {
      assertThatExceptionOfType(Interrupted.class)
          .isThrownBy(() -> TinyTraining.run(SETTINGS, folder, throwingAt(step)));
    }
    int[] first = {-1};
    TinyTraining.Outcome found =
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
    TinyTraining.Outcome wanted = TinyTraining.run(SETTINGS, null, TrainingListener.SILENT);
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
    TinyTraining.Outcome found =
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
    TinyTraining.Outcome wanted = TinyTraining.run(SETTINGS, folder, TrainingListener.SILENT);
    TinyTraining.Outcome again = TinyTraining.run(SETTINGS, folder, throwingAt(0));
    assertThat(again.numbers()).isEqualTo(wanted.numbers());
    assertThat(again.result()).isEqualTo(wanted.result());
  }

  @Test
  void checkpointOfAnotherRunIsRefused() {
    TinyTraining.run(TinyTraining.settings(1, 0.05), folder, TrainingListener.SILENT);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TinyTraining.run(TinyTraining.settings(1, 0.06), folder, TrainingListener.SILENT))
        .withMessageContaining("checkpoint.safetensors belongs to a run with other settings");
  }

  @Test
  void halfWrittenCheckpointIsIgnored() throws Exception {
    TinyTraining.Outcome wanted = TinyTraining.run(SETTINGS, null, TrainingListener.SILENT);
    Files.write(folder.resolve("checkpoint.safetensors.tmp"), new byte[] {1, 2, 3});
    TinyTraining.Outcome found = TinyTraining.run(SETTINGS, folder, TrainingListener.SILENT);
    assertThat(found.numbers()).isEqualTo(wanted.numbers());
  }

  @Test
  void divergedTrainingSaysWhere() {
    FineTuneSettings s = TinyTraining.settings(40, 10);
    FineTuneSettings wild =
        new FineTuneSettings(
            s.epochs(),
            0,
            s.batchSize(),
            10,
            Schedule.CONSTANT,
            0.99,
            0.9,
            0,
            0,
            0,
            s.augmentation(),
            0,
            1,
            s.lrs().scaled(1e6, 1));
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> TinyTraining.run(wild, folder, TrainingListener.SILENT))
        .withMessageMatching(
            "training diverged: the loss became (NaN|Infinity) in epoch \\d+, batch \\d+ \\(last"
                + " finite value [-0-9.E]+\\); the last good checkpoint is kept\\. Lower the"
                + " learning rate .*");
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void presetsTrainTheirPenalties(Method method) {
    for (FineTuneSettings preset : List.of(method.stable(), method.published())) {
      FineTuneSettings small = TinyTraining.shrunk(preset, 1, 2);
      List<StepRecord> history =
          TinyTraining.run(small, null, TrainingListener.SILENT).result().history();
      assertThat(history).hasSize(2);
      boolean first = method == Method.LRS_1;
      boolean second = method == Method.LRS_2;
      boolean both = method == Method.LRS_F;
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
  void warningsAreToldAndKept() {
    double[] accuracy = {0.9, 0.5, 0.5};
    int[] asked = {0};
    List<String> told = new ArrayList<>();
    try (Classifier classifier = TinyTraining.classifier()) {
      FineTuner.Result result =
          new FineTuner(
                  SETTINGS,
                  3,
                  folder,
                  network -> accuracy[asked[0]++],
                  network -> Double.NaN,
                  new TrainingListener() {
                    @Override
                    public void onStep(StepRecord record, int totalSteps) {}

                    @Override
                    public void onWarning(String sentence) {
                      told.add(sentence);
                    }
                  })
              .run(classifier, TinyTraining.data());
      assertThat(told)
          .contains(
              "after epoch 1 clean accuracy is 50.0 %, from 90.0 %: the penalties' weights or the"
                  + " learning rate are too large");
      assertThat(result.warnings()).isEqualTo(told);
    }
    assertThat(TinyTraining.run(SETTINGS, folder, TrainingListener.SILENT).result().warnings())
        .isEqualTo(told);
  }
}
