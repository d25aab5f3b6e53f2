package org.lrs.analysis;

import java.util.function.DoubleConsumer;
import org.lrs.data.ImageDataset;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** The L2 norm of the cross-entropy's gradient at each image: loss per pixel unit. */
public record GradientNorm() implements Measure<PerImage> {

  @Override
  public String name() {
    return "gradient-norm";
  }

  @Override
  public double cost(int images) {
    return 3.0 * images;
  }

  @Override
  public PerImage of(WhiteBox network, ImageDataset images, Rng rng, DoubleConsumer progress) {
    return Batches.perImage(
        images, progress, batch -> perImage(network.surrogate(), batch.images(), batch.labels()));
  }

  /**
   * ‖∇ₓℓ(x, y)‖₂ at each image.
   *
   * @param images [N, C, H, W] in [0, 1]
   * @param labels [N], integers
   * @return [N]
   */
  public static Tensor perImage(Surrogate surrogate, Tensor images, Tensor labels) {
    try (Scope scope = Scope.open()) {
      return scope.release(surrogate.lossGradient(images, labels).normPerSample());
    }
  }
}
