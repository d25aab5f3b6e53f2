package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.data.Normalization;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.InputShape;
import org.lrs.model.Surrogate;
import org.lrs.model.TinyClassifiers;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.testkit.NoTensorLeak;
import org.lrs.threat.Ball;
import org.lrs.threat.GreyChange;
import org.lrs.threat.L2Ball;
import org.lrs.threat.LinfBall;

/** On a linear network that gives class 1 where a − 2b is positive, for pixels a, b, c. */
@NoTensorLeak
class RepairTest {
  private static final double[][] WEIGHTS = {{0, 0, 0}, {1, -2, 0}};

  private static void check(
      int rounds, Ball ball, float[] clean, float[] attacked, Rounding rounding, float... wanted) {
    try (Scope scope = Scope.open();
        Classifier model =
            TinyClassifiers.linear(new InputShape(1, 1, 3), WEIGHTS, Normalization.none(1));
        FrozenSurrogate surrogate = new FrozenSurrogate(model)) {
      Repair.Rounded found =
          new Repair(rounds)
              .round(
                  run(surrogate, input(clean, 0), ball),
                  Tensor.of(attacked, 1, 1, 1, 3).divide(255));
      assertThat(found.rounding()).isEqualTo(rounding);
      assertThat(found.grey().toFloatArray()).containsExactly(wanted);
    }
  }

  private static AttackRun run(Surrogate surrogate, AttackInput input, Ball ball) {
    return new AttackRun(surrogate, input, input.labels(), ball, Steps.PUBLISHED);
  }

  /** The same image for each id. */
  private static AttackInput input(float[] clean, long... ids) {
    Tensor labels = Tensor.of(new long[ids.length], ids.length);
    return TestInputs.of(copies(clean, ids.length), labels, ids);
  }

  private static Tensor copies(float[] image, int count) {
    return Tensor.of(image, 1, 1, 1, 3).expand(count, 1, 1, 3).divide(255);
  }

  @Test
  void surrogatesDrawByImageAndRoundWhateverTheBatch() {
    List<Long> together = drawn(5, 6);
    List<Long> apart = new ArrayList<>(drawn(5));
    apart.addAll(drawn(6));
    assertThat(together).hasSize(4).doesNotHaveDuplicates().isEqualTo(apart);
  }

  /** What a surrogate would draw for images that need two rounds each. */
  private static List<Long> drawn(long... ids) {
    List<Long> drawn = new ArrayList<>();
    try (Scope scope = Scope.open();
        Classifier model =
            TinyClassifiers.linear(new InputShape(1, 1, 3), WEIGHTS, Normalization.none(1));
        FrozenSurrogate frozen = new FrozenSurrogate(model)) {
      CountingSurrogate counted = new CountingSurrogate(frozen);
      Repair.Rounded found =
          new Repair(2)
              .round(
                  run(counted, input(new float[] {101, 53, 9}, ids), new LinfBall(2.45 / 255.0)),
                  copies(new float[] {101.4f, 50.6f, 9}, ids.length));
      assertThat(found.rounding()).isEqualTo(new Rounding(ids.length, 0));
      counted.draws().forEach(draws -> drawn.add(draws.image(0).nextLong()));
    }
    return drawn;
  }

  @Test
  void valueWithTheLargestGradientMovesOneLevel() {
    // 102.4 - 2 · 51.1 is positive, 102 - 2 · 51 is not.
    Ball ball = new LinfBall(3 / 255.0);
    float[] clean = {100, 52, 9};
    float[] attacked = {102.4f, 51.1f, 9};
    check(0, ball, clean, attacked, new Rounding(1, 1), 102, 51, 9);
    check(1, ball, clean, attacked, new Rounding(1, 0), 102, 50, 9);
  }

  @Test
  void valuesAtTheEdgeOfTheBallStay() {
    // Two levels: the second value has moved by two already, the first may still move.
    Ball ball = new LinfBall(2.45 / 255.0);
    float[] attacked = {101.4f, 50.6f, 9};
    check(1, ball, new float[] {101, 53, 9}, attacked, new Rounding(1, 1), 101, 51, 9);
    check(2, ball, new float[] {101, 53, 9}, attacked, new Rounding(1, 0), 103, 51, 9);
  }

  @Test
  void imageThatCannotBeRepairedKeepsItsRounding() {
    float[] attacked = {100.3f, 49.8f, 9};
    check(
        9,
        new LinfBall(0.4 / 255),
        new float[] {100, 50, 9},
        attacked,
        new Rounding(1, 1),
        100,
        50,
        9);
  }

  @Test
  void fullEuclideanBallTradesUselessValuesForUsefulOnes() {
    // Two squared levels: rounding leaves (0, -1, 1); the third value has no gradient and makes
    // room
    // for the first, which takes 1 squared level for its gradient of 1, the second 3 for its 2.
    Ball ball = new L2Ball(Math.sqrt(2.9) / 255);
    float[] clean = {100, 51, 10};
    float[] attacked = {100.45f, 49.6f, 10.8f};
    check(0, ball, clean, attacked, new Rounding(1, 1), 100, 50, 11);
    check(1, ball, clean, attacked, new Rounding(1, 0), 101, 50, 10);
  }

  @Test
  void roundsNeverLeaveTheBallOrTheRange() {
    for (int trial = 0; trial < 200; trial++) {
      Rng rng = Rng.of(21).forSample(trial);
      Ball ball = trial % 2 == 0 ? new LinfBall(3 / 255.0) : new L2Ball(20 / 255.0);
      float[] origin = new float[60];
      float[] levels = new float[60];
      for (int i = 0; i < origin.length; i++) {
        origin[i] = rng.nextInt(256);
        levels[i] = Math.max(0, Math.min(255, origin[i] + rng.nextInt(5) - 2));
      }
      float[] gradient = rng.gaussian(60);
      for (int round = 0; round < 10; round++) {
        double before = gain(gradient, levels);
        Repair.climb(levels, origin, gradient, ball);
        assertThat(ball.holds(GreyChange.between(origin, levels))).isTrue();
        assertThat(gain(gradient, levels)).isGreaterThanOrEqualTo(before);
        for (float level : levels) {
          assertThat(level).isBetween(0f, 255f).isEqualTo((float) Math.rint(level));
        }
      }
    }
  }

  private static double gain(float[] gradient, float[] levels) {
    double sum = 0;
    for (int i = 0; i < levels.length; i++) {
      sum += (double) gradient[i] * levels[i];
    }
    return sum;
  }
}
