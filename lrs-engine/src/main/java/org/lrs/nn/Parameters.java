package org.lrs.nn;

import org.lrs.tensor.Tensor;

/** Tensors by name, as a network's layers look them up. */
@FunctionalInterface
public interface Parameters {
  /**
   * The tensor of that full name, such as {@code layer1.0.conv1.weight}.
   *
   * @throws IllegalArgumentException if there is none
   */
  Tensor get(String name);

  /** The same parameters seen from inside one layer: {@code weight} is {@code prefix.weight}. */
  default Parameters within(String prefix) {
    return name -> get(prefix + "." + name);
  }
}
