package org.lrs.bench;

import java.util.ArrayList;
import java.util.List;
import org.lrs.attack.AttackInput;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.ImagePool;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Steps;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/**
 * Time of attacks on batches of 32 images of 3x32x32, ResNet-20 with seeded random weights: the
 * time does not depend on the numbers.
 */
final class AttackBenchmark {
  private static final int BATCH = 32;
  private static final int ROUNDS = 3;
  private static final ThreatModel THREAT =
      new ThreatModel(new LinfBall(4 / 255.0), Goal.UNTARGETED);

  private final Classifier classifier;
  private final ImageDataset data;

  /**
   * Cost of one attack beside I-FGSM's, in alternating runs.
   *
   * @param evaluations gradient evaluations per image of the timed run
   * @param millis median time per gradient evaluation of a batch
   * @param ratio median of that over I-FGSM's of the same round
   */
  record Cost(long evaluations, double millis, double ratio) {}

  AttackBenchmark(Classifier classifier, ImageDataset data) {
    this.classifier = classifier;
    this.data = data;
  }

  /** Median time in ms of one step on all images. */
  double step(AttackRecipe recipe) {
    IterativeAttack attack = attack(recipe, 1);
    List<Double> times = new ArrayList<>();
    try (FrozenSurrogate surrogate = surrogate(attack)) {
      for (int block = 0; block <= StepBenchmark.BLOCKS; block++) {
        long start = StepBenchmark.nanos();
        for (int repeat = 0; repeat < 4; repeat++) {
          for (int from = 0; from < data.size(); from += BATCH) {
            run(attack, surrogate, from);
          }
        }
        if (block > 0) {
          times.add((StepBenchmark.nanos() - start) / 4e6);
        }
      }
    }
    return StepBenchmark.median(times);
  }

  /** Cost of a recipe beside I-FGSM's. */
  Cost cost(AttackRecipe recipe, AttackRecipe plain) {
    IterativeAttack attack = attack(recipe, 2);
    IterativeAttack reference = attack(plain, 4);
    List<Double> own = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (FrozenSurrogate changed = surrogate(attack);
        FrozenSurrogate frozen = surrogate(reference)) {
      for (int round = 0; round <= ROUNDS; round++) {
        double base = perEvaluation(reference, frozen);
        double found = perEvaluation(attack, changed);
        if (round > 0) {
          own.add(found);
          ratios.add(found / base);
        }
      }
    }
    return new Cost(
        attack.gradientEvaluations(1), StepBenchmark.median(own), StepBenchmark.median(ratios));
  }

  private double perEvaluation(IterativeAttack attack, FrozenSurrogate surrogate) {
    long start = StepBenchmark.nanos();
    run(attack, surrogate, 0);
    return (StepBenchmark.nanos() - start) / 1e6 / attack.gradientEvaluations(1);
  }

  private FrozenSurrogate surrogate(IterativeAttack attack) {
    return new FrozenSurrogate(classifier, attack.changes());
  }

  private static IterativeAttack attack(AttackRecipe recipe, int steps) {
    Composition composition = new Composition(THREAT).add(recipe);
    IterativeAttack published = composition.build();
    return published.steps().count() == 1
        ? published // its steps are part of its definition
        : composition.steps(new Steps(1 / 255.0, steps)).build();
  }

  private void run(IterativeAttack attack, FrozenSurrogate surrogate, int from) {
    try (Scope scope = Scope.open()) {
      ImageBatch batch = ImageBatch.range(data, from, from + BATCH);
      IterativeAttack.Result unused =
          attack.run(surrogate, AttackInput.untargeted(batch, Rng.of(0), new ImagePool(data)));
    }
  }
}
