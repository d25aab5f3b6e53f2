package org.lrs.attack;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.data.ImageBatch;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Goal;

/**
 * One batch to attack.
 *
 * @param clean [N, C, H, W], values in [0, 1]
 * @param labels true classes
 * @param targets target classes, for targeted attacks
 * @param ids stable ids of the images, which key every random draw
 * @param rng root stream of the run
 * @param pool images that attacks may mix in, the same for every batch of a run
 */
public record AttackInput(
    Tensor clean,
    Aim.TrueLabels labels,
    Optional<Aim.TargetLabels> targets,
    long[] ids,
    Rng rng,
    ImagePool pool) {

  public AttackInput {
    requireAsMany(clean, labels, ids.length);
    targets.ifPresent(wanted -> requireAsMany(clean, wanted, ids.length));
  }

  /** A batch for an untargeted attack. */
  public static AttackInput untargeted(ImageBatch batch, Rng rng, ImagePool pool) {
    Aim.TrueLabels labels = new Aim.TrueLabels(batch.labels());
    return new AttackInput(batch.images(), labels, Optional.empty(), batch.ids(), rng, pool);
  }

  private static void requireAsMany(Tensor clean, Aim aim, int ids) {
    Range.require(
        clean.size(0) == ids && aim.classes().size(0) == ids,
        "images, labels and ids must be as many, got %s, %s and %s"
            .formatted(clean.size(0), aim.classes().size(0), ids));
  }

  /**
   * The classes that a goal moves away from or towards.
   *
   * @throws IllegalArgumentException if there are no target classes for a targeted one
   */
  Aim aim(Goal goal) {
    return goal == Goal.UNTARGETED
        ? labels
        : targets.orElseThrow(
            () ->
                new IllegalArgumentException("a targeted attack needs one target class per image"));
  }

  /** Number of images. */
  public int count() {
    return ids.length;
  }

  /** All random draws of the batch. */
  public Draws draws() {
    return Draws.of(rng, ids);
  }

  /**
   * A clean image of another class for each image of the batch, the same for all copies that use
   * its number.
   *
   * @param purpose keys the draws
   * @param number which of several partners
   * @return [N, C, H, W]
   */
  public Tensor partners(Draws draws, String purpose, int number) {
    long[] classes = labels.classes().toLongArray();
    Rng step = draws.ofRun(purpose).split(draws.step()).split(number);
    return Tensor.concat(
        IntStream.range(0, count())
            .mapToObj(i -> pool.partner(classes[i], step.forSample(ids[i])))
            .toList(),
        0);
  }
}
