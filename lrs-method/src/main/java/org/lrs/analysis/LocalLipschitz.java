package org.lrs.analysis;

import java.util.function.DoubleConsumer;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * The empirical local Lipschitz constant at each image: change of the logits (L1) per change of the
 * image (L∞, pixel units).
 *
 * @param search how the constant is searched for
 */
public record LocalLipschitz(EmpiricalLipschitz search) implements Measure<PerImage> {

  @Override
  public String name() {
    return "lipschitz";
  }

  @Override
  public double cost(int images) {
    return images * 4.0 * (search.steps() + 1);
  }

  @Override
  public PerImage of(WhiteBox network, ImageDataset images, Rng rng, DoubleConsumer progress) {
    return Batches.perImage(
        images,
        progress,
        batch -> search.perImage(network.surrogate(), batch.images(), start(batch, rng)));
  }

  /** Standard normal draws for the random start, keyed by image. */
  public static Tensor start(ImageBatch batch, Rng rng) {
    return Batches.gaussian(batch, rng.split("lipschitz-start"));
  }
}
