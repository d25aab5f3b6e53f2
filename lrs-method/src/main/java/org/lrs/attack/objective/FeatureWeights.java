package org.lrs.attack.objective;

import java.util.List;
import org.lrs.attack.Aim;
import org.lrs.attack.AttackRun;
import org.lrs.attack.Objective;
import org.lrs.model.LayeredSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** Objectives Σ weights · features at a layer, whose weights are found once, before the steps. */
final class FeatureWeights {
  /** Finds the weights, of the features' shape, on a single network. */
  @FunctionalInterface
  interface Finder {
    Tensor weights(AttackRun run, String layer);
  }

  private FeatureWeights() {}

  /**
   * Starts an objective that raises Σ weights · features. Of several surrogates each has weights of
   * its own, and their gradients are averaged.
   *
   * @param layer name of a layer, or {@link Depth#MIDDLE}
   */
  static Objective.Kernel begin(AttackRun run, String layer, Finder finder) {
    return PerMember.begin(
        run,
        one -> {
          String name = Depth.layer(one.layered(), layer);
          try (Scope scope = Scope.open()) {
            return new Weighted(one.layered(), name, finder.weights(one, name).copy().keep());
          }
        });
  }

  private record Weighted(LayeredSurrogate surrogate, String layer, Tensor weights)
      implements Objective.Kernel {
    @Override
    public Tensor gradient(Tensor images, Draws draws) {
      try (Scope scope = Scope.open()) {
        LayeredSurrogate.LayersPass pass = surrogate.forward(images, List.of(layer), draws);
        return scope.release(pass.inputGradient(null, List.of(weights)));
      }
    }

    @Override
    public void close() {
      weights.close();
    }
  }

  /** Gradient of the aim's probability with respect to the features, as a pass finds it. */
  static Tensor ofProbability(AttackRun run, Tensor images, String layer, Draws draws) {
    try (Scope scope = Scope.open()) {
      LayeredSurrogate.LayersPass pass = run.layered().forward(images, List.of(layer), draws);
      Tensor atLogits =
          Surrogate.atLogits(
              pass.logits(),
              logits -> Rivals.logit(NeuralOps.softmax(logits, 1), run.aim().classes()));
      return scope.release(pass.outputGradient(atLogits).copy());
    }
  }

  /**
   * Weights of unit length for each image, with the sign that makes the sum something to raise:
   * features that speak for the true class are to fall, those for a target class to rise. Where all
   * are zero they stay zero.
   */
  static Tensor toRaise(Tensor weights, Aim aim) {
    Tensor length = weights.normPerSample().perSampleLike(weights);
    return length
        .greaterThan(0)
        .choose(weights.divide(length.atLeast(Float.MIN_NORMAL)), weights.zerosLike())
        .multiply(-aim.sign());
  }
}
