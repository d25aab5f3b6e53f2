package org.lrs.attack;

import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.model.BackwardChange;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;
import org.lrs.threat.ThreatModel;

/**
 * The loop that every attack is:
 *
 * <pre>
 * g ← estimator.at( queryPoint.of(x, m) )      mean over transformed copies, of the objective
 * m ← rule(g)
 * x ← ball.project( stepRule(x, m), clean )
 * </pre>
 *
 * <p>The objective is summed over the batch, so an image never depends on its neighbours. A {@link
 * Composition} puts the parts together; what each of them decides, {@link Slot} says.
 *
 * @param threat allowed perturbations and goal
 * @param steps number and size of the steps
 * @param transforms what the images go through before their gradient is taken, in this order
 * @param changes of the surrogate's graph; the caller that opens the surrogate applies them
 */
public record IterativeAttack(
    ThreatModel threat,
    Steps steps,
    Start start,
    QueryPoint queryPoint,
    Objective objective,
    List<Transform> transforms,
    MemberRule members,
    GradientEstimator estimator,
    UpdateRule rule,
    StepRule stepRule,
    List<BackwardChange> changes) {

  /**
   * Adversarial images of one batch.
   *
   * @param images [N, C, H, W] in [0, 1], inside the ball
   * @param zeroGradients images whose first gradient was zero everywhere: the attack was blind
   *     there
   */
  public record Result(Tensor images, int zeroGradients) {}

  public IterativeAttack {
    threat.ball().checkStep(steps.size());
    transforms = List.copyOf(transforms);
    changes = List.copyOf(changes);
    Transformed.copies(transforms); // refuses too many
  }

  /**
   * The same attack with as many steps as a budget pays for.
   *
   * @param budget most gradient evaluations per image
   * @param surrogates members of the surrogate
   * @throws IllegalArgumentException if it does not pay for one step
   */
  public IterativeAttack within(int budget, int surrogates) {
    long one = gradientEvaluations(surrogates, 1, 1);
    Range.require(
        one <= budget,
        String.format(
            Locale.ROOT,
            "one step of this attack costs %,d gradient evaluations per image, got gradients: %,d",
            one,
            budget));
    int enough = 1;
    int tooMany = budget + 1;
    while (tooMany - enough > 1) {
      int middle = enough + (tooMany - enough) / 2;
      if (gradientEvaluations(surrogates, middle, middle) <= budget) {
        enough = middle;
      } else {
        tooMany = middle;
      }
    }
    return new IterativeAttack(
        threat,
        new Steps(steps.size(), enough),
        start,
        queryPoint,
        objective,
        transforms,
        members,
        estimator,
        rule,
        stepRule,
        changes);
  }

  /** Gradient evaluations per image in all steps together. */
  public long gradientEvaluations(int surrogates) {
    return gradientEvaluations(surrogates, steps.count());
  }

  /**
   * Gradient evaluations per image after some of the steps, each a forward and a reverse pass of
   * one network.
   *
   * @param surrogates members of the surrogate
   * @param done steps that are done
   */
  public long gradientEvaluations(int surrogates, int done) {
    return gradientEvaluations(surrogates, done, steps.count());
  }

  private long gradientEvaluations(int surrogates, int done, int all) {
    return surrogates * objective.evaluationsToBegin()
        + estimator.evaluations(done, all)
            * Transformed.evaluations(transforms)
            * members.evaluations(surrogates);
  }

  /**
   * Attacks one batch.
   *
   * @return images in the caller's scope
   */
  public Result run(Surrogate surrogate, AttackInput input) {
    return run(begin(surrogate, input), (images, step) -> {});
  }

  /** This attack on one batch, for its parts. */
  AttackRun begin(Surrogate surrogate, AttackInput input) {
    return new AttackRun(surrogate, input, input.aim(threat.goal()), threat.ball(), steps);
  }

  /**
   * Attacks one batch.
   *
   * @param listener called after each step with the images, alive until the next one, and the
   *     step's number, from 0
   */
  Result run(AttackRun run, ObjIntConsumer<Tensor> listener) {
    return Autograd.withoutGraph(() -> loop(run, listener));
  }

  private Result loop(AttackRun run, ObjIntConsumer<Tensor> listener) {
    Ball ball = threat.ball();
    int zero = 0;
    try (Scope whole = Scope.open()) {
      GradientEstimator.Kernel gradient =
          members.begin(
              run, one -> Transformed.begin(objective.begin(one), transforms, one)::alone);
      GradientEstimator.Kernel gradients = estimator.begin(run, gradient::alone);
      UnaryOperator<Tensor> directions = rule.begin(run);
      BinaryOperator<Tensor> mover = stepRule.begin(run);
      Tensor clean = run.input().clean().channelsLast();
      Tensor x = start.images(run.input(), ball).channelsLast();
      Tensor direction = null;
      Draws draws = run.input().draws();
      for (int step = 0; step < steps.count(); step++) {
        try (Scope scope = Scope.open()) {
          Tensor query = queryPoint.of(x, direction, steps.size());
          Tensor found = gradients.at(query, draws.atStep(step));
          if (step == 0) {
            zero = countZero(found);
          }
          Tensor next = scope.release(directions.apply(found));
          Tensor moved = scope.release(ball.project(mover.apply(x, next), clean));
          whole.free(x);
          if (direction != next) {
            whole.free(direction);
          }
          direction = next;
          x = moved;
        }
        listener.accept(x, step);
      }
      return new Result(whole.release(x), zero);
    }
  }

  private static int countZero(Tensor gradient) {
    float[] norms = gradient.abs().flatten().max(false, 1).toFloatArray();
    return (int) IntStream.range(0, norms.length).filter(i -> norms[i] == 0).count();
  }
}
