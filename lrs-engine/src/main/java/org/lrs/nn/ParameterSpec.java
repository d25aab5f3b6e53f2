package org.lrs.nn;

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
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    return count;
  }
}
