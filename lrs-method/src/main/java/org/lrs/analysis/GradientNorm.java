package org.lrs.analysis;

import java.util.function.DoubleConsumer;
import org.lrs.data.ImageDataset;
import org.lrs.tensor.Rng;

/** The L2 norm of the cross-entropy's gradient at each image: loss per pixel unit. */
public record GradientNorm() implements Measure<PerImage> {

  @Override
  public String name() {
    return "gradient-norm";
  }

  @Override
  public Class<PerImage> result() {
    return PerImage.class;
  }

  @Override
  public double cost(int images) {
    return 3.0 * images;
  }

  @Override
  public PerImage of(WhiteBox network, ImageDataset images, Rng rng, DoubleConsumer progress) {
    return Batches.perImage(
        images,
        progress,
        batch -> InputGradient.norms(network.surrogate(), batch.images(), batch.labels()));
  }
}
