package org.lrs.nn;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.lrs.tensor.Rng;

/**
 * Name, shape and start of one parameter.
 *
 * @param name inside its layer ({@code weight}), or full in a {@link Network}
 * @param shape sizes
 * @param start how training from scratch begins
 * @param trainable false for buffers such as running statistics
 */
public record ParameterSpec(String name, long[] shape, Start start, boolean trainable) {

  /** How a parameter is initialised. */
  public enum Start {
    /** All values 0. */
    ZEROS,
    /** All values 1. */
    ONES,
    /** Normal with variance 2 / fan-out (He et al. 2015), for convolutions. */
    KAIMING,
    /** Uniform in ±1/√fan-in, for linear layers. */
    UNIFORM,
    /** Normal with standard deviation 0.02, for tokens and positions. */
    SMALL_NORMAL
  }

  static ParameterSpec trained(String name, Start start, long... shape) {
    return new ParameterSpec(name, shape, start, true);
  }

  static ParameterSpec buffer(String name, Start start, long... shape) {
    return new ParameterSpec(name, shape, start, false);
  }

  /** The same parameter under the name {@code prefix.name}. */
  public ParameterSpec within(String prefix) {
    return new ParameterSpec(prefix + "." + name, shape, start, trainable);
  }

  /** Number of values. */
  public long elements() {
    return LongStream.of(shape).reduce(1, (a, b) -> a * b);
  }

  /** First values for training from scratch, drawn from a stream of the parameter's own. */
  float[] startValues(Rng rng) {
    int count = Math.toIntExact(elements());
    float[] values = new float[count];
    return switch (start) {
      case ZEROS -> values;
      case ONES -> {
        Arrays.fill(values, 1);
        yield values;
      }
      case KAIMING -> normal(count, Math.sqrt(2.0 / (shape[0] * shape[2] * shape[3])), rng);
      case UNIFORM -> rng.uniform(count, -1 / Math.sqrt(shape[1]), 1 / Math.sqrt(shape[1]));
      case SMALL_NORMAL -> normal(count, 0.02, rng);
    };
  }

  private static float[] normal(int count, double deviation, Rng rng) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * rng.nextGaussian());
    }
    return values;
  }
}
