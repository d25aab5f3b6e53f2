package org.lrs.attack;

import org.lrs.tensor.Tensor;

/** The classes that an attack moves away from, or towards: two types, so that none is mistaken. */
public sealed interface Aim {
  /** [N], integers. */
  Tensor classes();

  /** 1 where the loss of {@link #classes} is to rise, -1 where it is to fall. */
  default double sign() {
    return this instanceof TrueLabels ? 1 : -1;
  }

  /** The classes that the images have: an untargeted attack moves away from them. */
  record TrueLabels(Tensor classes) implements Aim {}

  /** The target classes: a targeted attack moves towards them. */
  record TargetLabels(Tensor classes) implements Aim {}
}
