package org.lrs.refine;

import java.util.Optional;
import java.util.stream.LongStream;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.LrsLoss;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.model.Classifier;
import org.lrs.refine.PointTerm.CurvatureTerm;
import org.lrs.refine.PointTerm.GradientNormTerm;
import org.lrs.refine.recipe.LrsF;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** The loss of the paper at a batch, term by term, as a training step computes it. */
public final class PaperLoss {

  /**
   * Scalars with history to the parameters.
   *
   * @param total what is minimised
   * @param penalty1 LRS-1 before its weight, if it is there
   * @param penalty2 LRS-2 before its weight, if it is there
   */
  public record Terms(Tensor total, Tensor crossEntropy, Tensor penalty1, Tensor penalty2) {}

  private PaperLoss() {}

  /** A training with LRS-F alone. */
  public static Training training(
      double crossEntropyWeight,
      double weight1,
      double weight2,
      DifferenceStep step1,
      DifferenceStep step2,
      PenaltyMode mode,
      BatchNormPolicy policy) {
    return training(
        crossEntropyWeight, weight1, weight2, step1, step2, mode, policy, Optional.empty());
  }

  /** The same with a finite difference in place of double backward. */
  public static Training training(
      double crossEntropyWeight,
      double weight1,
      double weight2,
      DifferenceStep step1,
      DifferenceStep step2,
      PenaltyMode mode,
      BatchNormPolicy policy,
      Optional<Double> difference2) {
    LrsF lrs = new LrsF(weight1, weight2, step1, step2, mode, 1, difference2);
    return Training.basic()
        .with(lrs)
        .crossEntropyWeight(crossEntropyWeight)
        .warmUpSteps(0)
        .batchNorm(policy);
  }

  /** Every term of a batch, owned by the caller's scope. */
  public static Terms of(
      Classifier classifier, Tensor images, Tensor labels, Training training, boolean first) {
    long[] ids = LongStream.range(0, images.size(0)).toArray();
    Batch batch = new Batch(images, labels, 0, first, Draws.of(Rng.of(7), ids));
    // Not closed: the caller's parameters stay trainable.
    TrainedNetwork network = TrainedNetwork.of(classifier, false);
    Passes passes = new Passes(network, training, batch);
    LrsLoss.Value clean = new StepLoss(network, training).clean(passes, batch);
    return new Terms(
        clean.total(),
        passes.crossEntropy(),
        clean.penalties().get(GradientNormTerm.NAME),
        clean.penalties().get(CurvatureTerm.NAME));
  }
}
