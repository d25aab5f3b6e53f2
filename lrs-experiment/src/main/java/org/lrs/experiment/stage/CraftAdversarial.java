package org.lrs.experiment.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lrs.Records;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Crafting;
import org.lrs.attack.ImagePool;
import org.lrs.attack.Rounding;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.evaluate.ClassifierTarget;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.network.SurrogateRef;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.plan.StageRun;
import org.lrs.experiment.store.HashedFile;
import org.lrs.model.Surrogate;
import org.lrs.tensor.Rng;

/**
 * Attacks every image on one surrogate and keeps the 8-bit result.
 *
 * <p>Chunks that are done are kept as checkpoints. Random draws are keyed by image, so the result
 * does not depend on where an interrupted try stopped.
 *
 * @param clean images to attack
 * @param attack the attack; one with a budget takes the steps that it pays for on this surrogate
 * @param seed root of the random draws
 */
public record CraftAdversarial(
    ImageStage<?> clean, SurrogateRef surrogate, AttackSpec attack, long seed)
    implements ImageStage<Crafted> {

  /** Images between two checkpoints: a whole number of batches. */
  private static final int CHUNK = 2 * Crafting.DEFAULT_BATCH;

  /**
   * @throws IllegalArgumentException if the attack's budget pays for no step on this surrogate
   */
  public CraftAdversarial {
    attack = attack.on(surrogate.count());
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
    all.put("version", 3);
    all.put("attack", attack.parts().stream().map(CraftAdversarial::described).toList());
    all.put("steps", attack.steps());
    all.put("threat", attack.threat());
    if (attack.targeted()) {
      String rule = attack.targets().words();
      all.put("targetClass", attack.listed().map(HashedFile::digest).orElse(rule));
    }
    if (attack.every() > 0) {
      all.put("every", attack.every());
    }
    if (attack.repair().rounds() > 0) {
      all.put("repair", attack.repair().rounds());
    }
    all.put("seed", seed);
    // Float sums depend on how many images are computed together.
    all.put("batch", Crafting.DEFAULT_BATCH);
    all.put("surrogate", surrogate.digest());
    return all;
  }

  private static Map<String, Object> described(AttackRecipe recipe) {
    Map<String, Object> settings = Records.values(recipe);
    // Written as when settings were records of their own, so that earlier runs are resumed.
    settings.put("@", settings.isEmpty() ? "NoSettings" : "Config");
    return Map.of("recipe", recipe.name(), "config", settings);
  }

  @Override
  public List<Stage<?>> inputs() {
    return surrogate.inputsBehind(clean);
  }

  @Override
  public double cost() {
    // A gradient is a forward pass and a backward pass, which costs about twice as much.
    return 3.0 * count() * gradients();
  }

  @Override
  public String note() {
    return String.format(Locale.ROOT, "%,d gradients per image", gradients());
  }

  /** Gradient evaluations per image. */
  public long gradients() {
    return gradients(attack.steps().count());
  }

  /** Gradient evaluations per image after some of the steps. */
  public long gradients(int done) {
    return attack.attack().gradientEvaluations(surrogate.count(), done);
  }

  @Override
  public int count() {
    return clean.count();
  }

  @Override
  public void run(StageRun run) throws IOException {
    ImageDataset images = clean.images(run);
    List<Crafted.Chunk> chunks = new ArrayList<>();
    int zeroGradients = 0;
    Rounding rounding = Rounding.NONE;
    ImagePool pool = new ImagePool(images);
    try (Surrogate frozen =
        surrogate.openSurrogate(run::input, images, attack.attack().changes())) {
      int[] wanted = wanted(frozen, images);
      for (int from = 0; from < images.size(); from += CHUNK) {
        int to = Math.min(from + CHUNK, images.size());
        ImageDataset part = images.range(from, to);
        Crafted.Chunk chunk = Crafted.Chunk.of(run.checkpoint(), from, part.images());
        if (!chunk.isWhole()) {
          if (chunk.exists()) {
            run.warn(
                "the kept images %s to %s are damaged and are made again".formatted(from, to - 1));
          }
          chunk.write(craft(frozen, part, Arrays.copyOfRange(wanted, from, to), pool, from, run));
        }
        chunks.add(chunk);
        zeroGradients += chunk.zeroGradients();
        rounding = rounding.plus(chunk.rounding());
        progress(run, to);
      }
      if (attack.targeted()) {
        TargetClasses.write(run.output(), wanted);
      }
    }
    write(run.output(), images, chunks);
    Crafted.writeCounts(run.output(), zeroGradients, rounding);
  }

  private Crafting.AdversarialSet craft(
      Surrogate frozen, ImageDataset part, int[] asked, ImagePool pool, int from, StageRun run) {
    return new Crafting(Crafting.DEFAULT_BATCH, seed, attack.every(), attack.repair())
        .craft(frozen, attack.attack(), part, asked, pool, done -> progress(run, from + done));
  }

  private void progress(StageRun run, int done) {
    run.advance((double) done / count(), done + " of " + count() + " images");
  }

  /** The true classes, or for a targeted attack the target classes. */
  private int[] wanted(Surrogate frozen, ImageDataset images) {
    return attack.targeted()
        ? attack
            .targets()
            .classes(images, () -> ClassifierTarget.scores(frozen, images.images()), Rng.of(seed))
        : images.labels();
  }

  /** The images, and beside them in folders of their own those of the recorded steps. */
  private void write(Path output, ImageDataset clean, List<Crafted.Chunk> chunks)
      throws IOException {
    List<Integer> recorded = attack.recorded();
    for (int i = 0; i < Math.max(1, recorded.size()); i++) {
      List<Images> parts = new ArrayList<>();
      for (Crafted.Chunk chunk : chunks) {
        parts.add(chunk.images(i));
      }
      boolean last = i >= recorded.size() - 1;
      NpyDataset.write(
          last ? output : step(output, recorded.get(i)),
          new ImageDataset(
              clean.name(), Images.concat(parts), clean.labels(), clean.ids(), clean.classNames()));
    }
  }

  private static Path step(Path result, int done) {
    return result.resolve("step-" + done);
  }

  /**
   * The images after one of the recorded steps but the last one, from a finished result.
   *
   * @param done number of steps
   */
  static Images afterStep(Path result, int done) {
    return NpyDataset.read(step(result, done), null).images();
  }

  @Override
  public Crafted read(Path folder) {
    return Crafted.read(folder);
  }
}
