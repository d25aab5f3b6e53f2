package org.lrs.attack;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;
import org.lrs.threat.GreyChange;

/**
 * Rounds attacked images to 8 bits, and brings back those that fool the surrogate before and not
 * after, by a few more steps of one grey level.
 *
 * <p>A round moves the values with the largest gradients by one level along it, within the ball. In
 * an L2 ball that is full, values with little gradient go back a level towards the clean image to
 * make room: what counts there is gradient per squared length. An image that stays lost keeps its
 * plain rounding. Images are repaired one by one, so none depends on its neighbours.
 *
 * @param rounds at most, per image; 0 only counts what is lost
 */
public record Repair(int rounds) {
  /** Only counts. */
  public static final Repair NONE = new Repair(0);

  private static final double SHARE_OF_VALUES = 0.05;

  /**
   * Rounded images.
   *
   * @param grey [N, C, H, W], whole grey levels inside the ball
   */
  record Rounded(Tensor grey, Rounding rounding) {}

  public Repair {
    Range.checkAtLeast("repair", rounds, 0);
  }

  /**
   * Rounds a batch.
   *
   * @param images attacked images, [N, C, H, W] in [0, 1], inside the ball
   * @return in the caller's scope
   */
  Rounded round(AttackRun run, Tensor images) {
    try (Scope scope = Scope.open()) {
      Tensor clean = run.input().clean();
      Tensor grey = run.ball().quantize(images, clean);
      IntPredicate before = fooled(run, images);
      IntPredicate after = fooled(run, grey.divide(255));
      int[] lost =
          IntStream.range(0, (int) images.size(0))
              .filter(i -> before.test(i) && !after.test(i))
              .toArray();
      int unrepaired = lost.length;
      float[] levels = grey.toFloatArray();
      int size = levels.length / (int) images.size(0);
      for (int i : rounds == 0 ? new int[0] : lost) {
        try (Scope one = Scope.open()) {
          Tensor start = grey.narrow(0, i, 1);
          Tensor origin = clean.narrow(0, i, 1).multiply(255).round();
          Draws draws = Draws.of(run.input().rng().split("repair"), run.input().ids()[i]);
          float[] repaired = repaired(alone(run, i), start, origin, draws);
          if (repaired != null) {
            System.arraycopy(repaired, 0, levels, i * size, size);
            unrepaired--;
          }
        }
      }
      Tensor result = Tensor.of(levels, images.shape());
      return new Rounded(scope.release(result), new Rounding(lost.length, unrepaired));
    }
  }

  private static IntPredicate fooled(AttackRun run, Tensor images) {
    long[] predicted = run.surrogate().logits(images).argmax(1).toLongArray();
    long[] classes = run.aim().classes().toLongArray();
    boolean wanted = run.aim() instanceof Aim.TargetLabels;
    return i -> (predicted[i] == classes[i]) == wanted;
  }

  // The run as if it had one image: what a repair uses of its batch are the classes.
  private static AttackRun alone(AttackRun run, int i) {
    Tensor one = run.aim().classes().narrow(0, i, 1);
    Aim aim =
        run.aim() instanceof Aim.TargetLabels ? new Aim.TargetLabels(one) : new Aim.TrueLabels(one);
    return new AttackRun(run.surrogate(), run.input(), aim, run.ball(), run.steps());
  }

  /** The levels of an image that fools again, or null. */
  private float[] repaired(AttackRun run, Tensor grey, Tensor cleanGrey, Draws draws) {
    float[] levels = grey.toFloatArray();
    float[] origin = cleanGrey.toFloatArray();
    for (int round = 0; round < rounds; round++) {
      Tensor x = Tensor.of(levels, grey.shape()).divide(255);
      Tensor gradient = AttackLoss.CROSS_ENTROPY.begin(run).at(x, draws.atStep(round));
      climb(levels, origin, gradient.toFloatArray(), run.ball());
      x = Tensor.of(levels, grey.shape()).divide(255);
      if (fooled(run, x).test(0)) {
        return levels;
      }
    }
    return null;
  }

  /** One round on one image. */
  static void climb(float[] levels, float[] origin, float[] gradient, Ball ball) {
    double[] change = new double[levels.length];
    double squares = 0;
    for (int i = 0; i < change.length; i++) {
      change[i] = levels[i] - origin[i];
      squares += change[i] * change[i];
    }
    List<Integer> up =
        sorted(change.length, i -> gradient[i] != 0, i -> -worth(i, change, gradient, ball));
    List<Integer> back =
        sorted(
            change.length,
            i -> change[i] != 0 && gradient[i] * change[i] >= 0,
            i -> price(i, change, gradient));
    boolean[] used = new boolean[change.length];
    int most = (int) Math.ceil(SHARE_OF_VALUES * change.length);
    int moved = 0;
    int next = 0;
    for (int i : up) {
      double sign = Math.signum(gradient[i]);
      double level = origin[i] + change[i] + sign;
      double far = change[i] + sign;
      double longer = 2 * change[i] * sign + 1;
      if (moved == most) {
        break;
      }
      if (used[i] || level < 0 || level > 255 || !ball.holds(new GreyChange(Math.abs(far), 0))) {
        continue;
      }
      double worth = worth(i, change, gradient, ball);
      // What goes back must lose less than the step gains, and is only taken if it makes room.
      int end = next;
      double freed = 0;
      double lost = 0;
      while (!ball.holds(new GreyChange(Math.abs(far), squares - freed + longer))
          && end < back.size()
          && price(back.get(end), change, gradient) < worth
          && lost + Math.abs(gradient[back.get(end)]) < Math.abs(gradient[i])) {
        int j = back.get(end++);
        if (!used[j] && j != i) {
          freed += 2 * Math.abs(change[j]) - 1;
          lost += Math.abs(gradient[j]);
        }
      }
      if (!ball.holds(new GreyChange(Math.abs(far), squares - freed + longer))) {
        continue;
      }
      for (; next < end; next++) {
        int j = back.get(next);
        if (!used[j] && j != i) {
          change[j] -= Math.signum(change[j]);
          used[j] = true;
        }
      }
      squares += longer - freed;
      change[i] = far;
      used[i] = true;
      moved++;
    }
    for (int i = 0; i < change.length; i++) {
      levels[i] = (float) (origin[i] + change[i]);
    }
  }

  /** Indices in the order of a key, then of their position. */
  private static List<Integer> sorted(int size, IntPredicate kept, ToDoubleFunction<Integer> key) {
    return IntStream.range(0, size)
        .filter(kept)
        .boxed()
        .sorted(Comparator.comparingDouble(key))
        .toList();
  }

  /** What a step along the gradient gains, in an L2 ball for the squared length it takes. */
  private static double worth(int i, double[] change, float[] gradient, Ball ball) {
    double longer = 2 * change[i] * Math.signum(gradient[i]) + 1;
    return Math.abs(gradient[i]) / ball.price(longer);
  }

  /** What a step back towards the clean image loses, for the squared length it frees. */
  private static double price(int j, double[] change, float[] gradient) {
    return Math.abs(gradient[j]) / Math.max(1, 2 * Math.abs(change[j]) - 1);
  }
}
