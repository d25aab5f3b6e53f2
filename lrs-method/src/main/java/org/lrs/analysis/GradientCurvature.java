package org.lrs.analysis;

import org.lrs.Range;
import org.lrs.Source;
import org.lrs.lipschitz.LossPoint;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Curvature of the cross-entropy along its own gradient: ‖∇ₓℓ(x + h·d) − ∇ₓℓ(x)‖₂ / h, with d the
 * unit gradient at x.
 *
 * <p>What LRS-2 lowers, measured: the root of that penalty with a step in pixels. First derivatives
 * are all it needs, so it works for any surrogate, an ensemble too. For h to 0 it becomes ‖H d‖₂;
 * at a finite h it also measures the kinks of a ReLU network between the two points, which the
 * Hessian ignores. The far point may leave [0, 1], as it may in training.
 *
 * @param step h, the L2 length of the whole step in pixel units of [0, 1], above 0
 */
@Source(paper = Source.LRS, at = "LRS-2, before the square; descends from CURE, arXiv 1811.09716")
public record GradientCurvature(double step) {

  /** h = 0.1: on 3 × 32 × 32 a pixel moves by 0.46/255 in the root mean square. */
  public static GradientCurvature defaults() {
    return new GradientCurvature(0.1);
  }

  public GradientCurvature {
    Range.require(
        step > 0 && !Double.isInfinite(step),
        "the step of the curvature must be above 0, got %s; it is the L2 length of the whole step in pixel units of [0, 1]"
            .formatted(step));
  }

  /**
   * The curvature at each image; zero where the gradient is zero.
   *
   * @param images [N, C, H, W] in [0, 1]
   * @param labels [N], integers
   * @return [N], loss per squared pixel unit
   */
  public Tensor perImage(Surrogate surrogate, Tensor images, Tensor labels) {
    try (Scope scope = Scope.open()) {
      Tensor here = surrogate.lossGradient(images, labels);
      Tensor far = images.addScaled(LossPoint.unit(here), step);
      Tensor there = surrogate.lossGradient(far, labels);
      return scope.release(there.subtract(here).normPerSample().divide(step));
    }
  }
}
