package org.lrs.analysis;

import java.util.function.DoubleConsumer;
import org.lrs.Source;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * Curvature of the cross-entropy along its unit gradient d at each image: ‖H d‖₂ by an exact
 * Hessian-vector product, and the change of the gradient over a finite step along d, divided by the
 * step.
 *
 * <p>On ReLU networks the first measures the softmax alone, the second also the kinks that it
 * crosses.
 *
 * @param difference the finite step
 */
@Source(
    paper =
        "Moosavi-Dezfooli, Fawzi, Uesato, Frossard: Robustness via Curvature Regularization, and Vice"
            + " Versa, CVPR 2019, arXiv 1811.09716",
    at = "section 4")
public record Curvature(GradientCurvature difference) implements Measure<Curvature.Found> {

  /**
   * Both curvatures, loss per squared pixel unit.
   *
   * @param exact ‖H d‖₂
   * @param difference ‖∇ℓ(x + h·d) − ∇ℓ(x)‖₂ / h
   */
  public record Found(PerImage exact, PerImage difference) {}

  @Override
  public String name() {
    return "curvature";
  }

  @Override
  public double cost(int images) {
    return images * (2 * 3 + 9.0);
  }

  @Override
  public Found of(WhiteBox network, ImageDataset images, Rng rng, DoubleConsumer progress) {
    double[] exact = new double[images.size()];
    double[] differences = new double[images.size()];
    Batches.forEach(
        images,
        progress,
        (batch, from) -> {
          LossDerivatives loss =
              new LossDerivatives(network.classifier(), batch.images(), batch.labels());
          Tensor along = loss.hessianTimes(LossDerivatives.unit(loss.gradient()));
          Batches.put(along.normPerSample(), exact, from);
          Tensor change = difference.perImage(network.surrogate(), batch.images(), batch.labels());
          Batches.put(change, differences, from);
        });
    return new Found(PerImage.of(exact), PerImage.of(differences));
  }
}
