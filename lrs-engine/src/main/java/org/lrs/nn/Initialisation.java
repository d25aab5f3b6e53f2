package org.lrs.nn;

import java.util.Arrays;
import org.lrs.tensor.Rng;

/** First values of parameters. */
final class Initialisation {
  private Initialisation() {}

  static float[] values(ParameterSpec spec, Rng rng) {
    int count = Math.toIntExact(spec.elements());
    float[] values = new float[count];
    switch (spec.start()) {
      case ZEROS -> {}
      case ONES -> Arrays.fill(values, 1);
      case KAIMING -> {
        long fanOut = spec.shape()[0] * spec.shape()[2] * spec.shape()[3];
        fillNormal(values, Math.sqrt(2.0 / fanOut), rng);
      }
      case UNIFORM -> {
        double bound = 1 / Math.sqrt(spec.shape()[1]);
        values = rng.uniform(count, -bound, bound);
      }
      case SMALL_NORMAL -> fillNormal(values, 0.02, rng);
      default -> throw new IllegalStateException("unknown start " + spec.start());
    }
    return values;
  }

  private static void fillNormal(float[] values, double deviation, Rng rng) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * rng.nextGaussian());
    }
  }
}
