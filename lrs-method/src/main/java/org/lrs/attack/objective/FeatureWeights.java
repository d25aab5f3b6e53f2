package org.lrs.attack.objective;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackRun;
import org.lrs.attack.GradientEstimator;
import org.lrs.attack.Means;
import org.lrs.attack.Objective;
import org.lrs.model.LayeredSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Objectives Σ weights · features at a layer, whose weights are found once, before the steps. */
final class FeatureWeights {
  private FeatureWeights() {}

  /**
   * Starts an objective that raises Σ weights · features. Of several surrogates each has weights of
   * its own, and their gradients are averaged.
   *
   * @param layer name of a layer, {@link Depth#MIDDLE} or {@link Depth#LATE}
   * @param finder finds the weights, of the features' shape, on a single network at a layer
   */
  static GradientEstimator.Kernel begin(
      AttackRun run, String layer, BiFunction<AttackRun, String, Tensor> finder) {
    return Objective.perMember(
        run,
        one -> {
          LayeredSurrogate surrogate = one.layered();
          String name = Depth.layer(surrogate, layer);
          Tensor weights = finder.apply(one, name);
          return (images, draws) ->
              surrogate.forward(images, List.of(name), draws).inputGradient(null, List.of(weights));
        });
  }

  /** Gradient of the aim's probability with respect to the features, as a pass finds it. */
  static Tensor ofProbability(AttackRun run, Tensor images, String layer, Draws draws) {
    LayeredSurrogate.LayersPass pass = run.layered().forward(images, List.of(layer), draws);
    Tensor atLogits =
        Surrogate.atLogits(
            pass.logits(),
            logits -> Rivals.logit(NeuralOps.softmax(logits, 1), run.aim().classes()));
    return pass.outputGradient(atLogits).copy();
  }

  /**
   * The sum of gradients as weights of unit length for each image, with the sign that makes the sum
   * something to raise: features that speak for the true class are to fall, those for a target
   * class to rise. Where all are zero they stay zero.
   */
  static Tensor toRaise(AttackRun run, int count, IntFunction<Tensor> each) {
    try (Scope scope = Scope.open()) {
      return scope.release(toRaise(Means.sum(count, each), run.aim()));
    }
  }

  static Tensor toRaise(Tensor weights, Aim aim) {
    Tensor length = weights.normPerSample().perSampleLike(weights);
    return length
        .greaterThan(0)
        .choose(weights.divide(length.atLeast(Float.MIN_NORMAL)), weights.zerosLike())
        .multiply(-aim.sign());
  }
}
