package org.lrs.refine;

import java.util.List;
import org.lrs.lipschitz.LrsLoss;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** What a training step minimises, with its gradient at the numbers of the moment. */
final class StepLoss {
  /**
   * The loss of a batch and its gradient.
   *
   * @param crossEntropy mean over the batch; NaN without a clean pass
   * @param penalty1 LRS-1 before its weight; NaN if left out
   * @param penalty2 LRS-2 before its weight; NaN if left out
   * @param further sum of the further terms, weighted; NaN if there is none
   * @param total what is minimised
   * @param gradients with respect to the trained numbers, owned by the caller's scope
   * @param norm of all gradients together
   */
  record Measured(
      float crossEntropy,
      float penalty1,
      float penalty2,
      float further,
      double total,
      List<Tensor> gradients,
      double norm) {

    /**
     * What a step leaves in the history.
     *
     * @param appliedNorm norm of the gradient that was applied, before clipping
     */
    StepRecord record(int step, float appliedNorm, float learningRate) {
      return new StepRecord(
          step,
          crossEntropy,
          penalty1,
          penalty2,
          further,
          (float) total,
          appliedNorm,
          learningRate);
    }
  }

  private final LrsLoss loss;
  private final List<LossTerm> furtherTerms;
  private final List<Tensor> trained;

  /**
   * @param furtherTerms those beside the cross-entropy and the Lipschitz penalties
   * @param trained the numbers that gradients are taken with respect to
   */
  StepLoss(LrsLoss loss, List<LossTerm> furtherTerms, List<Tensor> trained) {
    this.loss = loss;
    this.furtherTerms = furtherTerms;
    this.trained = trained;
  }

  /** Measures a batch; its graph is gone afterwards. */
  Measured of(TrainingBatch batch) {
    try (Scope scope = Scope.open()) {
      LrsLoss.Terms terms =
          batch.lrs().hasCleanPass()
              ? loss.of(batch.images(), batch.labels(), batch.lrs(), batch.firstOfEpoch())
              : LrsLoss.Terms.NONE;
      Tensor further = null;
      for (LossTerm term : furtherTerms) {
        further = sum(further, term.of(batch));
      }
      Tensor total = sum(terms.total(), further);
      List<Tensor> gradients =
          Autograd.gradients(total, trained).stream().map(scope::release).toList();
      return new Measured(
          value(terms.crossEntropy()),
          value(terms.penalty1()),
          value(terms.penalty2()),
          value(further),
          total.item(),
          gradients,
          Sgd.norm(gradients));
    }
  }

  /** The sum of two terms, either of which may be null for none. */
  private static Tensor sum(Tensor one, Tensor other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.add(other);
  }

  private static float value(Tensor term) {
    return term == null ? Float.NaN : (float) term.item();
  }
}
