package org.lrs.attack;

import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/** What an attack raises, per image, as a function of the logits. */
@FunctionalInterface
public interface AttackLoss extends Objective {
  /** Cross-entropy of the true class; of the target class, negated. */
  AttackLoss CROSS_ENTROPY =
      (logits, aim) -> NeuralOps.crossEntropyPerSample(logits, aim.classes()).multiply(aim.sign());

  /**
   * What is raised, for each image.
   *
   * @param logits [N, classes]
   * @param aim true classes or target classes
   * @return [N]
   */
  Tensor perSample(Tensor logits, Aim aim);

  @Override
  default GradientEstimator.Kernel begin(AttackRun run) {
    return (images, draws) ->
        run.surrogate().inputGradient(images, logits -> perSample(logits, run.aim()), draws);
  }
}
