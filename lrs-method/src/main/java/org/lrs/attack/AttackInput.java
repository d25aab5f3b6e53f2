package org.lrs.attack;

import java.util.Optional;
import org.lrs.data.ImageBatch;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;

/** One batch to attack. */
public final class AttackInput {
  private final Tensor clean;
  private final Aim.TrueLabels labels;
  private final Optional<Aim.TargetLabels> targets;
  private final long[] ids;
  private final Rng rng;
  private final ImagePool pool;

  /**
   * Checks that the parts have one length.
   *
   * @param clean [N, C, H, W], values in [0, 1]
   * @param labels true classes
   * @param targets target classes, for targeted attacks
   * @param ids stable ids of the images, which key every random draw
   * @param rng root stream of the run
   * @param pool images that attacks may mix in, the same for every batch of a run
   */
  public AttackInput(
      Tensor clean,
      Aim.TrueLabels labels,
      Optional<Aim.TargetLabels> targets,
      long[] ids,
      Rng rng,
      ImagePool pool) {
    this.clean = clean;
    this.labels = labels;
    this.targets = targets;
    this.ids = ids.clone();
    this.rng = rng;
    this.pool = pool;
    requireAsMany(labels);
    targets.ifPresent(this::requireAsMany);
  }

  /** A batch for an untargeted attack. */
  public static AttackInput untargeted(ImageBatch batch, Rng rng, ImagePool pool) {
    Aim.TrueLabels labels = new Aim.TrueLabels(batch.labels());
    return new AttackInput(batch.images(), labels, Optional.empty(), batch.ids(), rng, pool);
  }

  private void requireAsMany(Aim aim) {
    if (clean.size(0) != ids.length || aim.classes().size(0) != ids.length) {
      throw new IllegalArgumentException(
          "images, labels and ids must be as many, got "
              + clean.size(0)
              + ", "
              + aim.classes().size(0)
              + " and "
              + ids.length);
    }
  }

  /** [N, C, H, W], values in [0, 1]. */
  public Tensor clean() {
    return clean;
  }

  /** True classes. */
  public Aim.TrueLabels labels() {
    return labels;
  }

  /** Target classes; empty for untargeted attacks. */
  public Optional<Aim.TargetLabels> targets() {
    return targets;
  }

  /** Images that attacks may mix in. */
  public ImagePool pool() {
    return pool;
  }

  /** Stable id of the i-th image. */
  public long id(int i) {
    return ids[i];
  }

  /** Number of images. */
  public int count() {
    return ids.length;
  }

  /** All random draws of the batch. */
  public Draws draws() {
    return Draws.of(rng, ids);
  }

  /** Root stream of the run. */
  public Rng rng() {
    return rng;
  }

  /** Number of values of one image. */
  int elementsPerImage() {
    return Math.toIntExact(clean.elements() / clean.size(0));
  }
}
