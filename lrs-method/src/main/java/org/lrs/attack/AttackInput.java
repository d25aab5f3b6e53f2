package org.lrs.attack;

import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/**
 * One batch to attack.
 *
 * @param clean [N, C, H, W], values in [0, 1]
 * @param labels [N], integers: true classes, or for targeted attacks the classes asked for
 * @param ids stable ids of the images, which key every random draw
 * @param rng root stream of the run
 */
public record AttackInput(Tensor clean, Tensor labels, long[] ids, Rng rng) {

  /** Checks that the parts have one length. */
  public AttackInput {
    if (clean.size(0) != ids.length || labels.size(0) != ids.length) {
      throw new IllegalArgumentException(
          "images, labels and ids must be as many, got "
              + clean.size(0)
              + ", "
              + labels.size(0)
              + " and "
              + ids.length);
    }
  }

  /** Number of values of one image. */
  int elementsPerImage() {
    return Math.toIntExact(clean.elements() / clean.size(0));
  }
}
