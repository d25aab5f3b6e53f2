package org.lrs.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.lrs.Range;
import org.lrs.data.ImageBatch;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.Goal;

/**
 * Attacks a whole data set, batch by batch, into 8-bit images inside the ball.
 *
 * @param batchSize images at a time; changes no random draw, but the last bit of gradients, and
 *     with it now and then a pixel. Small batches are the faster ones on a processor, as their
 *     activations stay in its cache
 * @param seed root of all random draws
 * @param every steps between two recorded ones; 0 records none. Changes no image
 * @param repair of images that rounding to 8 bits would lose
 */
public record Crafting(int batchSize, long seed, int every, Repair repair) {
  /** Images at a time that kept CIFAR-sized networks in the cache when measured. */
  public static final int DEFAULT_BATCH = 32;

  /**
   * An attacked data set.
   *
   * @param images 8-bit adversarial images, in the data set's order
   * @param recorded the images as they were after each recorded step but the last one
   * @param zeroGradients images whose first gradient was zero everywhere
   * @param rounding what rounding to 8 bits lost
   */
  public record AdversarialSet(
      Images images, List<Images> recorded, int zeroGradients, Rounding rounding) {}

  public Crafting {
    Range.checkAtLeast("batchSize", batchSize, 1);
    Range.checkAtLeast("every", every, 0);
  }

  /** Attacks that record and repair nothing. */
  public Crafting(int batchSize, long seed) {
    this(batchSize, seed, 0, Repair.NONE);
  }

  /** Whether the images are kept after a step, counted from 1, of so many. */
  private boolean records(int done, int steps) {
    return every > 0 && done % every == 0 && done < steps;
  }

  /**
   * Attacks a data set.
   *
   * @param wanted for targeted attacks the target class, one per image; otherwise ignored
   * @param pool images that attacks may mix in
   * @param onBatch called with how many images are done
   */
  public AdversarialSet craft(
      Surrogate surrogate,
      IterativeAttack attack,
      ImageDataset dataset,
      int[] wanted,
      ImagePool pool,
      IntConsumer onBatch) {
    boolean targeted = attack.threat().goal() == Goal.TARGETED;
    Range.require(
        !targeted || (wanted != null && wanted.length == dataset.size()),
        "a targeted attack needs one target class per image");
    Images clean = dataset.images();
    int size = clean.channels() * clean.height() * clean.width();
    byte[] pixels = new byte[dataset.size() * size];
    int steps = attack.steps().count();
    List<byte[]> recorded =
        IntStream.range(1, steps)
            .filter(done -> records(done, steps))
            .mapToObj(done -> new byte[pixels.length])
            .toList();
    int zero = 0;
    Rounding rounding = Rounding.NONE;
    for (int from = 0; from < dataset.size(); from += batchSize) {
      int to = Math.min(dataset.size(), from + batchSize);
      try (Scope scope = Scope.open()) {
        ImageBatch batch = ImageBatch.range(dataset, from, to);
        long[] aims = targeted ? Arrays.stream(wanted, from, to).asLongStream().toArray() : null;
        AttackInput input =
            new AttackInput(
                batch.images(),
                new Aim.TrueLabels(batch.labels()),
                Optional.ofNullable(aims).map(a -> new Aim.TargetLabels(Tensor.of(a, a.length))),
                batch.ids(),
                Rng.of(seed),
                pool);
        int at = from * size;
        AttackRun run = attack.begin(surrogate, input);
        IterativeAttack.Result result =
            attack.run(
                run,
                (images, step) -> {
                  if (records(step + 1, steps)) {
                    try (Scope one = Scope.open()) {
                      Tensor grey = run.ball().quantize(images, batch.images());
                      save(grey, recorded.get((step + 1) / every - 1), at);
                    }
                  }
                });
        zero += result.zeroGradients();
        Repair.Rounded rounded = repair.round(run, result.images());
        rounding = rounding.plus(rounded.rounding());
        save(rounded.grey(), pixels, at);
      }
      onBatch.accept(to);
    }
    return new AdversarialSet(
        like(clean, pixels),
        recorded.stream().map(all -> like(clean, all)).toList(),
        zero,
        rounding);
  }

  private static void save(Tensor grey, byte[] pixels, int at) {
    byte[] bytes = grey.toByteArray();
    System.arraycopy(bytes, 0, pixels, at, bytes.length);
  }

  private static Images like(Images clean, byte[] pixels) {
    return new Images(pixels, clean.count(), clean.channels(), clean.height(), clean.width());
  }
}
