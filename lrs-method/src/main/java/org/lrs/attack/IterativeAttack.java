package org.lrs.attack;

import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Ball;
import org.lrs.threat.Epsilon;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/**
 * The loop that every attack is:
 *
 * <pre>
 * m ← rule( estimator.at( queryPoint.of(x, m) ) )
 * x ← ball.project( x + stepSize · ball.steepest(m), clean )
 * </pre>
 *
 * <p>The loss is summed over the batch, so an image never sees its neighbours.
 *
 * @param threat allowed perturbations and goal; a targeted goal lowers the loss of the asked class
 * @param steps T
 * @param stepSize α, in pixel units; the L2 length of a step in an L2 ball
 * @param start where x starts
 * @param queryPoint where gradients are taken
 * @param estimator how they are found
 * @param rule how they become a direction
 * @param loss what is raised
 */
public record IterativeAttack(
    ThreatModel threat,
    int steps,
    double stepSize,
    Start start,
    QueryPoint queryPoint,
    GradientEstimator estimator,
    UpdateRule rule,
    AttackLoss loss) {

  /**
   * Adversarial images of one batch.
   *
   * @param images [N, C, H, W] in [0, 1], inside the ball
   * @param zeroGradients images whose first gradient was zero everywhere: the attack was blind
   *     there
   */
  public record Result(Tensor images, int zeroGradients) {}

  /** Checks the ranges. */
  public IterativeAttack {
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1, got " + steps);
    }
    if (threat.ball() instanceof LinfBall) {
      Epsilon.requireUnit("stepSize", stepSize);
    }
    if (!(stepSize >= 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException("stepSize must be at or above 0, got " + stepSize);
    }
  }

  /** I-FGSM on the given settings: every other attack replaces some of its parts. */
  public static IterativeAttack plain(ThreatModel threat, int steps, double stepSize) {
    return new IterativeAttack(
        threat,
        steps,
        stepSize,
        Start.CLEAN,
        QueryPoint.CURRENT,
        GradientEstimator.BACKPROP,
        UpdateRule.IDENTITY,
        AttackLoss.CROSS_ENTROPY);
  }

  /** The same attack with another start. */
  public IterativeAttack with(Start other) {
    return new IterativeAttack(threat, steps, stepSize, other, queryPoint, estimator, rule, loss);
  }

  /** The same attack with another query point. */
  public IterativeAttack with(QueryPoint other) {
    return new IterativeAttack(threat, steps, stepSize, start, other, estimator, rule, loss);
  }

  /** The same attack with another update rule. */
  public IterativeAttack with(UpdateRule other) {
    return new IterativeAttack(threat, steps, stepSize, start, queryPoint, estimator, other, loss);
  }

  /** Gradient evaluations per image. */
  public long gradientEvaluations() {
    return (long) steps * estimator.costPerStep();
  }

  /**
   * Attacks one batch.
   *
   * @return images in the caller's scope
   */
  public Result run(Surrogate surrogate, AttackInput input) {
    return run(surrogate, input, step -> {});
  }

  /** Attacks one batch, telling the number of each step that is done. */
  public Result run(Surrogate surrogate, AttackInput input, IntConsumer onStep) {
    return Autograd.withoutGraph(() -> loop(surrogate, input, onStep));
  }

  private Result loop(Surrogate surrogate, AttackInput input, IntConsumer onStep) {
    Ball ball = threat.ball();
    double sign = threat.goal() == Goal.TARGETED ? -1 : 1;
    UnaryOperator<Tensor> raised = logits -> loss.perSample(logits, input.labels()).multiply(sign);
    int zero = 0;
    try (Scope run = Scope.open();
        GradientEstimator.Kernel gradients = estimator.begin(surrogate, input, raised);
        UpdateRule.Kernel directions = rule.begin()) {
      Tensor clean = input.clean().channelsLast();
      Tensor x = start.images(input, ball).channelsLast();
      Tensor last = null;
      for (int step = 0; step < steps; step++) {
        try (Scope scope = Scope.open()) {
          Tensor gradient = gradients.at(queryPoint.of(x, last, stepSize), step);
          if (step == 0) {
            zero = countZero(gradient);
          }
          last = scope.release(directions.apply(gradient));
          x = scope.release(ball.project(x.addScaled(ball.steepest(last), stepSize), clean));
        }
        onStep.accept(step);
      }
      return new Result(run.release(x), zero);
    }
  }

  private static int countZero(Tensor gradient) {
    float[] norms = gradient.abs().flatten().max(false, 1).toFloatArray();
    int zero = 0;
    for (float norm : norms) {
      if (norm == 0) {
        zero++;
      }
    }
    return zero;
  }
}
