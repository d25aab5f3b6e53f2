package org.lrs.attack;

import java.util.Optional;
import java.util.function.IntConsumer;
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
 * @param batchSize images at a time; changes no random draw. Small batches are the faster ones on a
 *     processor, as their activations stay in its cache
 * @param seed root of all random draws
 */
public record Crafting(int batchSize, long seed) {
  /** Images at a time that kept CIFAR-sized networks in the cache when measured. */
  public static final int DEFAULT_BATCH = 32;

  /**
   * An attacked data set.
   *
   * @param images 8-bit adversarial images, in the data set's order
   * @param zeroGradients images whose first gradient was zero everywhere
   */
  public record AdversarialSet(Images images, int zeroGradients) {}

  /** Checks the range. */
  public Crafting {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
    }
  }

  /**
   * Attacks a data set.
   *
   * @param wanted for targeted attacks the class asked for, one per image; otherwise ignored
   * @param pool images that attacks may mix in
   * @param onBatch told how many images are done
   */
  public AdversarialSet craft(
      Surrogate surrogate,
      IterativeAttack attack,
      ImageDataset dataset,
      int[] wanted,
      ImagePool pool,
      IntConsumer onBatch) {
    boolean targeted = attack.threat().goal() == Goal.TARGETED;
    if (targeted && (wanted == null || wanted.length != dataset.size())) {
      throw new IllegalArgumentException("a targeted attack needs one wanted class per image");
    }
    Images clean = dataset.images();
    int size = clean.channels() * clean.height() * clean.width();
    byte[] pixels = new byte[dataset.size() * size];
    int zero = 0;
    for (int from = 0; from < dataset.size(); from += batchSize) {
      int to = Math.min(dataset.size(), from + batchSize);
      try (Scope scope = Scope.open()) {
        ImageBatch batch = ImageBatch.range(dataset, from, to);
        AttackInput input =
            new AttackInput(
                batch.images(),
                new Aim.TrueLabels(batch.labels()),
                targeted
                    ? Optional.of(new Aim.TargetLabels(slice(wanted, from, to)))
                    : Optional.empty(),
                batch.ids(),
                Rng.of(seed),
                pool);
        IterativeAttack.Result result = attack.run(surrogate, input);
        zero += result.zeroGradients();
        byte[] grey =
            attack.threat().ball().quantize(result.images(), batch.images()).toByteArray();
        System.arraycopy(grey, 0, pixels, from * size, grey.length);
      }
      onBatch.accept(to);
    }
    return new AdversarialSet(
        Images.of(pixels, dataset.size(), clean.channels(), clean.height(), clean.width()), zero);
  }

  private static Tensor slice(int[] values, int from, int to) {
    long[] part = new long[to - from];
    for (int i = 0; i < part.length; i++) {
      part[i] = values[from + i];
    }
    return Tensor.of(part, part.length);
  }
}
