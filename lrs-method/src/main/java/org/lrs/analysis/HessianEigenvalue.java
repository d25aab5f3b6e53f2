package org.lrs.analysis;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * The eigenvalue of largest magnitude, with its sign, of the cross-entropy's Hessian H with respect
 * to the image, by power iteration on exact Hessian-vector products: v ← Hv / ‖Hv‖₂, λ = vᵀHv.
 *
 * <p>Where ‖Hv − λv‖₂ is r, H has an eigenvalue no further than r from λ. A Hessian that is zero
 * gives λ = 0 and r = 0. On ReLU networks H is Jᵀ(diag p − p pᵀ)J, with J the Jacobian of the
 * logits: never negative, and tiny where the network is confident.
 *
 * @param iterations the most Hessian-vector products for one image
 * @param tolerance the iteration ends where r ≤ tolerance · |λ|; the error of λ is then of the
 *     order of tolerance²
 */
@Source(
    paper =
        "Moosavi-Dezfooli, Fawzi, Uesato, Frossard: Robustness via Curvature Regularization, and"
            + " Vice Versa, CVPR 2019, arXiv 1811.09716",
    at = "section 3")
public record HessianEigenvalue(int iterations, double tolerance)
    implements Measure<HessianEigenvalue.Found> {

  /**
   * The eigenvalues.
   *
   * @param values λ, loss per squared pixel unit
   * @param residuals r
   * @param iterations products that were needed, for each image
   * @param converged images whose residual is within the tolerance
   */
  public record Found(PerImage values, double[] residuals, int[] iterations, int converged) {}

  /** At most 50 products, to a residual of 1 %. */
  public static HessianEigenvalue defaults() {
    return new HessianEigenvalue(50, 0.01);
  }

  public HessianEigenvalue {
    Range.require(
        iterations >= 1 && tolerance > 0,
        "the power iteration needs at least one iteration and a tolerance above 0, got %s and %s"
            .formatted(iterations, tolerance));
  }

  @Override
  public String name() {
    return "hessian-eigenvalue";
  }

  @Override
  public double cost(int images) {
    return images * 6.0 * iterations / 2;
  }

  @Override
  public Found of(WhiteBox network, ImageDataset images, Rng rng, DoubleConsumer progress) {
    Iteration all = new Iteration(images.size());
    Batches.forEach(
        images,
        progress,
        (batch, from) ->
            all.run(
                new LossDerivatives(network.classifier(), batch.images(), batch.labels()),
                Batches.gaussian(batch, rng.split("power-iteration")),
                from));
    int open = (int) IntStream.range(0, images.size()).filter(all::isOpen).count();
    PerImage values = PerImage.of(all.values);
    return new Found(values, all.residuals, all.needed, images.size() - open);
  }

  /** The figures of all images, filled batch by batch. */
  private final class Iteration {
    private final double[] values;
    private final double[] residuals;
    private final int[] needed;

    Iteration(int images) {
      values = new double[images];
      residuals = new double[images];
      needed = new int[images];
      Arrays.fill(residuals, Double.POSITIVE_INFINITY);
    }

    boolean isOpen(int image) {
      return !(residuals[image] <= tolerance * Math.abs(values[image]));
    }

    void run(LossDerivatives loss, Tensor start, int from) {
      int to = from + Math.toIntExact(start.size(0));
      Tensor v = LossDerivatives.unit(start);
      for (int k = 1; k <= iterations && IntStream.range(from, to).anyMatch(this::isOpen); k++) {
        try (Scope step = Scope.open()) {
          Tensor product = loss.hessianTimes(v);
          Tensor rayleigh = v.multiply(product).sumPerSample();
          double[] lambda = rayleigh.toDoubleArray();
          Tensor rest = product.subtract(v.multiply(rayleigh.perSampleLike(v)));
          double[] residual = rest.normPerSample().toDoubleArray();
          for (int i = from; i < to; i++) {
            if (isOpen(i)) {
              values[i] = lambda[i - from];
              residuals[i] = residual[i - from];
              needed[i] = k;
            }
          }
          v = step.release(LossDerivatives.unit(product));
        }
      }
    }
  }
}
