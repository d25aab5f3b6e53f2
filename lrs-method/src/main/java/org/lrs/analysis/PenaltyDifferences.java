package org.lrs.analysis;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lrs.Source;
import org.lrs.data.ImageBatch;
import org.lrs.lipschitz.CurvaturePenalty;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.GradientNormPenalty;
import org.lrs.lipschitz.LossPoint;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.model.Classifier;
import org.lrs.nn.Mode;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Both penalties at each image, as training computes them by finite differences, for several steps
 * h: ((ℓ(x + h·d) − ℓ(x)) / h)² and ‖∇ₓℓ(x + h·d) − ∇ₓℓ(x)‖₂² / h².
 *
 * <p>The reading is {@link PenaltyMode#PAPER}, in evaluation mode. The values have the type of the
 * classifier's and the images': a copy in 64 bit shows what 32 bit loses.
 */
@Source(paper = Source.LRS, at = "LRS-1 and LRS-2, before the mean over the batch")
final class PenaltyDifferences {
  private PenaltyDifferences() {}

  /**
   * The penalties with one step.
   *
   * @param gradientNorm LRS-1 of each image, [N]
   * @param curvature LRS-2 of each image, [N]
   */
  record Values(Tensor gradientNorm, Tensor curvature) {}

  /**
   * The penalties at a batch.
   *
   * @return the values with each of the steps, in their order
   */
  static List<Values> at(Classifier classifier, ImageBatch batch, List<DifferenceStep> steps) {
    Tensor normalized = classifier.normalization().apply(batch.images()).detach();
    UnaryOperator<Tensor> loss =
        x ->
            NeuralOps.crossEntropyPerSample(
                classifier.network().forward(x, classifier.parameters(), Mode.EVALUATE),
                batch.labels());
    Tensor leaf = normalized.leaf();
    Tensor losses = loss.apply(leaf);
    Tensor gradient = Autograd.gradient(losses.sum(), leaf);
    LossPoint point =
        new LossPoint(
            normalized,
            losses.detach(),
            losses.mean().detach(),
            gradient,
            loss,
            classifier.normalization().stdLike());
    return steps.stream().map(step -> values(point, step)).toList();
  }

  private static Values values(LossPoint point, DifferenceStep step) {
    double h = step.value();
    // The graph of a second derivative is freed before the next step makes another.
    try (Scope scope = Scope.open()) {
      Tensor slopes =
          Autograd.withoutGraph(
              () -> new GradientNormPenalty(step, PenaltyMode.PAPER).slopes(point));
      Tensor changes = new CurvaturePenalty(step, PenaltyMode.PAPER).squaredChanges(point);
      return new Values(
          scope.release(slopes.square()), scope.release(changes.detach().divide(h * h)));
    }
  }
}
