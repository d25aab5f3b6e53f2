package org.lrs.attack;

import java.util.List;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** Batches to attack, whose labels are the wanted classes as well. */
public final class TestInputs {
  private TestInputs() {}

  /** A batch mixed with itself. */
  public static AttackInput of(Tensor clean, Tensor labels, long... ids) {
    return of(clean, labels, pool(clean, labels), Rng.of(3), ids);
  }

  /** A batch whose partners come from a pool. */
  public static AttackInput of(Tensor clean, Tensor labels, ImagePool pool, Rng rng, long... ids) {
    return new AttackInput(
        clean,
        new Aim.TrueLabels(labels),
        Optional.of(new Aim.TargetLabels(labels)),
        ids,
        rng,
        pool);
  }

  /** The images themselves, as 8-bit images. */
  public static ImagePool pool(Tensor clean, Tensor labels) {
    int count = (int) clean.size(0);
    Images images =
        new Images(
            clean.multiply(255).round().toByteArray(),
            count,
            (int) clean.size(1),
            (int) clean.size(2),
            (int) clean.size(3));
    long[] wide = labels.toLongArray();
    int[] classes = new int[count];
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      classes[i] = (int) wide[i];
      ids[i] = i;
    }
    return new ImagePool(
        new ImageDataset("pool", images, classes, ids, List.of("0123456789".split(""))));
  }
}
