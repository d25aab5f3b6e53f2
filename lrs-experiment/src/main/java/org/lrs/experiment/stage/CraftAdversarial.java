package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.attack.Crafting;
import org.lrs.attack.ImagePool;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.NpyDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.spec.AttackSpec;
import org.lrs.experiment.store.Disk;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Rng;
import org.lrs.threat.Goal;

/**
 * Attacks every image on one surrogate and keeps the 8-bit result.
 *
 * <p>Chunks that are done are kept as checkpoints. Random draws are keyed by image, so the result
 * does not depend on where an interrupted try stopped.
 */
public final class CraftAdversarial implements ImageStage {

  /** Images between two checkpoints: a whole number of batches. */
  private static final int CHUNK = 2 * Crafting.DEFAULT_BATCH;

  private final ImageStage clean;
  private final SurrogateSource surrogate;
  private final AttackSpec attack;
  private final long seed;

  /**
   * @param clean images to attack
   * @param seed root of the random draws
   */
  public CraftAdversarial(
      ImageStage clean, SurrogateSource surrogate, AttackSpec attack, long seed) {
    this.clean = clean;
    this.surrogate = surrogate;
    this.attack = attack;
    this.seed = seed;
  }

  /** The surrogate's name. */
  public String surrogate() {
    return surrogate.name();
  }

  /** The attack. */
  public AttackSpec attack() {
    return attack;
  }

  @Override
  public String kind() {
    return "craft";
  }

  @Override
  public String label() {
    return "craft " + attack.name() + " on " + surrogate.name();
  }

  @Override
  public Object parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", 2);
    all.put("attack", attack.parts().stream().map(CraftAdversarial::described).toList());
    all.put("steps", attack.steps());
    all.put("threat", attack.threat());
    all.put("seed", seed);
    // Float sums depend on how many images are computed together.
    all.put("batch", Crafting.DEFAULT_BATCH);
    all.put("surrogate", surrogate.parameters());
    return all;
  }

  private static Map<String, Object> described(AttackSpec.Part<?> part) {
    return Map.of("recipe", part.recipe().name(), "config", part.config());
  }

  @Override
  public List<Stage> inputs() {
    List<Stage> inputs = new ArrayList<>(List.of(clean));
    inputs.addAll(surrogate.inputs());
    return inputs;
  }

  @Override
  public double cost() {
    // A gradient is a forward pass and a backward pass, which costs about twice as much.
    return 3.0 * count() * attack.attack().gradientEvaluations(1);
  }

  @Override
  public int count() {
    return clean.count();
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = clean.images(run);
    int[] asked = askedClasses(images);
    List<Images> parts = new ArrayList<>();
    int zeroGradients = 0;
    ImagePool pool = new ImagePool(images);
    try (Classifier classifier = surrogate.open(run::input, images);
        Surrogate frozen = new FrozenSurrogate(classifier, attack.attack().changes())) {
      for (int from = 0; from < images.size(); from += CHUNK) {
        int to = Math.min(from + CHUNK, images.size());
        CraftedChunk chunk = new CraftedChunk(run.checkpoint(), from);
        ImageDataset part = images.range(from, to);
        if (!chunk.exists()) {
          chunk.write(craft(frozen, part, Arrays.copyOfRange(asked, from, to), pool, from, run));
        }
        parts.add(chunk.images(part.images()));
        zeroGradients += chunk.zeroGradients();
        progress(run, to);
      }
    }
    write(run.output(), images, Images.concat(parts), zeroGradients);
  }

  private Crafting.AdversarialSet craft(
      Surrogate frozen, ImageDataset part, int[] asked, ImagePool pool, int from, StageRun run) {
    return new Crafting(Crafting.DEFAULT_BATCH, seed)
        .craft(frozen, attack.attack(), part, asked, pool, done -> progress(run, from + done));
  }

  private void progress(StageRun run, int done) {
    run.advance((double) done / count(), done + " of " + count() + " images");
  }

  /** The true classes, or for a targeted attack one other class per image. */
  public int[] askedClasses(ImageDataset images) {
    int[] labels = images.labels();
    if (attack.threat().goal() == Goal.UNTARGETED) {
      return labels;
    }
    return askedClasses(labels, images.ids(), images.classes(), seed);
  }

  /** A class other than the label, drawn per image. */
  static int[] askedClasses(int[] labels, long[] ids, int classes, long seed) {
    int[] asked = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      Rng rng = Rng.of(seed).split("target-class").forSample(ids[i]);
      asked[i] = (labels[i] + 1 + rng.nextInt(classes - 1)) % classes;
    }
    return asked;
  }

  private static void write(Path output, ImageDataset clean, Images images, int zeroGradients)
      throws IOException {
    NpyDataset.write(
        output,
        new ImageDataset(clean.name(), images, clean.labels(), clean.ids(), clean.classNames()));
    Files.writeString(output.resolve("zero-gradients.txt"), zeroGradients + "\n");
  }

  /** Images whose first gradient was zero everywhere, from a finished result. */
  public static int zeroGradients(Path result) {
    return Disk.reading(
        result,
        () -> Integer.parseInt(Files.readString(result.resolve("zero-gradients.txt")).strip()));
  }
}
