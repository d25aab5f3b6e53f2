package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.format.HostTensor;
import org.lrs.model.Classifier;
import org.lrs.tensor.Engine;
import org.lrs.testkit.NoTensorLeak;

/** What every refinement of the catalogue promises, on a tiny network for a few steps. */
@NoTensorLeak
class RefinementContractTest {
  private static final int STEPS = TinyTraining.STEPS_PER_EPOCH + 2;

  private static int threads;

  @TempDir private Path folder;

  // Operations on so few values only wait for one another on several threads.
  @BeforeAll
  static void useOneThread() {
    threads = Engine.threads();
    Engine.threads(1);
  }

  @AfterAll
  static void useAsManyAsBefore() {
    Engine.threads(threads);
  }

  static List<Refinement> refinements() {
    return Refinements.all();
  }

  /** Seven small steps over two epochs, with several networks where it gives them. */
  private static Training small(Refinement refinement) {
    return TinyTraining.shrunk(Training.basic().with(refinement), 2, STEPS);
  }

  private Map<String, HostTensor> weights(Training training, String name, long seed) {
    try (Classifier classifier = TinyTraining.classifier()) {
      FineTuner tuner = new FineTuner(training, seed).in(folder.resolve(name));
      FineTuner.Result result = TinyTraining.run(tuner, classifier);
      assertThat(result.history()).hasSize(STEPS);
      return classifier.parameters().toHost();
    }
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void sameSeedGivesTheSameWeightsAndAnotherSeedOthers(Refinement refinement) {
    Training training = small(refinement);
    Map<String, HostTensor> first = weights(training, "first", 3);
    assertThat(weights(training, "again", 3)).isEqualTo(first);
    assertThat(weights(training, "other", 4)).isNotEqualTo(first);
    try (Classifier before = TinyTraining.classifier()) {
      assertThat(first).isNotEqualTo(before.parameters().toHost());
    }
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void killedRunEndsWithTheSameFiles(Refinement refinement) throws Exception {
    Training training = small(refinement).networks(2);
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    TinyTraining.Done wanted = TinyTraining.run(training, whole, TrainingListener.SILENT);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                TinyTraining.run(
                    training,
                    killed,
                    (record, total) -> {
                      if (record.step() == STEPS - 1) {
                        throw new IllegalStateException("killed");
                      }
                    }));
    TinyTraining.Done found = TinyTraining.run(training, killed, TrainingListener.SILENT);
    assertThat(found.numbers()).isEqualTo(wanted.numbers());
    assertThat(found.result()).isEqualTo(wanted.result());
    assertThat(training.outcome().files()).isPositive();
    for (int number = 1; number <= training.outcome().files(); number++) {
      assertThat(Files.readAllBytes(FineTuner.network(killed, number)))
          .isEqualTo(Files.readAllBytes(FineTuner.network(whole, number)));
    }
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void costIsPositiveAndCountedForTheWholeRun(Refinement refinement) {
    Training training = small(refinement);
    assertThat(training.passes()).isGreaterThanOrEqualTo(3);
    assertThat(training.cost(TinyTraining.IMAGES))
        .isEqualTo(training.passes() * TinyTraining.BATCH * STEPS);
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void factsAreThere(Refinement refinement) {
    assertThat(refinement.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(refinement.facts().summary()).isNotBlank().doesNotEndWith(".");
    assertThat(refinement.facts().paper()).isNotBlank();
    assertThat(refinement.facts().formula()).isNotBlank();
    assertThat(refinement.facts().differences()).endsWith(".");
    assertThat(Refinements.get(refinement.name())).isEqualTo(refinement);
  }

  @ParameterizedTest
  @MethodSource("refinements")
  void twiceIsRefused(Refinement refinement) {
    Training once = Training.basic().with(refinement);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> once.with(refinement))
        .withMessage("'%s' is given twice; keep one", refinement.name());
  }

  /** Every pair either trains, in either order alike, or is refused naming both. */
  @ParameterizedTest
  @MethodSource("refinements")
  void pairsAddUpOrAreRefusedInASentence(Refinement one) {
    for (Refinement other : refinements()) {
      if (one.name().equals(other.name())) {
        continue;
      }
      try {
        Training both = Training.basic().with(one).with(other).checked();
        assertThat(both.parts())
            .isEqualTo(Training.basic().with(other).with(one).checked().parts());
      } catch (IllegalArgumentException refused) {
        assertThat(refused)
            .message()
            .containsAnyOf(
                "'" + one.name() + "' and '" + other.name() + "' both set",
                "set crossEntropyWeight above 0");
      }
    }
  }

  @Test
  void unknownNameGivesTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Refinements.get("lrsf"))
        .withMessageContaining("nearest: 'lrs-f'");
  }
}
