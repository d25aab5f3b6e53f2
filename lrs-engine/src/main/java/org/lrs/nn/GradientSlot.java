package org.lrs.nn;

import org.lrs.tensor.Tensor;

/** The gradient of one value, gathered from its readers. */
final class GradientSlot {
  Tensor gradient;
  boolean owned;
  boolean passedOn;

  /** Adds a part, in place where the sum is ours or the part is. */
  void add(Tensor part, boolean partOwned) {
    if (gradient == null) {
      gradient = part;
      owned = partOwned;
    } else if (owned) {
      gradient.addScaledInPlace(part, 1);
    } else if (partOwned) {
      gradient = part.addScaledInPlace(gradient, 1);
      owned = true;
    } else {
      gradient = gradient.add(part);
      owned = true;
    }
  }

  /** The gradient for another slot to own and change: this one's where it is ours, or a copy. */
  Tensor passOn() {
    passedOn = true;
    return owned ? gradient : gradient.copy();
  }

  /** Gives the memory back, unless another slot holds it now. */
  void free() {
    if (owned && !passedOn) {
      gradient.close();
    }
    gradient = null;
  }
}
