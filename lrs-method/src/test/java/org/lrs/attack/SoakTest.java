package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Engine;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/**
 * Attacks that keep a state, over thousands of steps: no tensor more after the last than before.
 */
@NoTensorLeak
class SoakTest {
  private static final int FEW = 3;
  private static final InputShape INPUT = new InputShape(1, 4, 4);
  private static final Normalization NORM =
      new Normalization(new double[] {0.5}, new double[] {0.25});

  private static int threads;

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

  private static void add(Composition attack, AttackRecipe recipe) {
    attack.add(SmallSettings.of(recipe, FEW));
  }

  // As many gradients, more or less, for each: the first takes one a step, the others several.
  @ParameterizedTest
  @CsvSource({
    "mi-fgsm pi-fgsm tim, 2000",
    "vmi-fgsm l2t, 200",
    "emi-fgsm dim, 500",
    "mef ssa, 200",
    "gra, 400"
  })
  void memoryIsFlatOverManySteps(String names, int steps) {
    Composition composition =
        new Composition(new ThreatModel(new LinfBall(8 / 255.0), Goal.UNTARGETED));
    for (String name : names.split(" ")) {
      add(composition, AttackRecipes.get(name));
    }
    IterativeAttack attack = composition.steps(new Steps(1 / 255.0, steps)).build();
    long[] alive = new long[steps];
    try (Scope scope = Scope.open();
        Classifier model = TinyClassifiers.smooth(INPUT, 3, NORM, 1);
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Tensor clean = TinyClassifiers.images(2, INPUT, 1);
      Tensor labels = TinyClassifiers.labels(2, 3);
      attack.run(
          attack.begin(surrogate, TestInputs.of(clean, labels, 5, 6)),
          (images, step) -> alive[step] = Scope.liveTensors());
    }
    for (int step = 1; step < steps; step++) {
      assertThat(alive[step]).as("tensors alive after step %d", step).isEqualTo(alive[1]);
    }
  }
}
