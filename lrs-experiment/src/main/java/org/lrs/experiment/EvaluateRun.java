package org.lrs.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.NpyDataset;
import org.lrs.data.TargetClasses;
import org.lrs.evaluate.Outcomes;
import org.lrs.evaluate.Predictions;
import org.lrs.evaluate.SoundnessCheck;
import org.lrs.evaluate.SoundnessCheck.Finding;
import org.lrs.evaluate.Target;
import org.lrs.evaluate.TransferResult;
import org.lrs.experiment.network.NetworkRef;

/**
 * Shows images to one network: clean ones, and those an attack made of them.
 *
 * @param target who looks
 * @param clean images before the attack
 * @param attacked images after it, in the same order; empty for the accuracy alone
 * @param asked the classes that a targeted attack asks for; empty for an untargeted one
 */
public record EvaluateRun(
    NetworkRef target, ImageDataset clean, Optional<ImageDataset> attacked, Optional<int[]> asked) {

  private static final String TARGETED = "targeted";

  /** Images that are looked at twice. */
  private static final int AGAIN = 200;

  /**
   * The figures.
   *
   * @param accuracy share of the clean images that are classified rightly
   * @param goal of the attack, {@code untargeted} or {@code targeted}; null without adversarial
   *     images
   * @param success of the attack; null without adversarial images
   * @param findings of the soundness checks
   */
  public record Evaluation(
      String target,
      String dataset,
      int images,
      double accuracy,
      String goal,
      TransferResult success,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Finding> findings) {

    /** Whether the attack was targeted. */
    public boolean targeted() {
      return TARGETED.equals(goal);
    }
  }

  /** Clean images alone. */
  public static EvaluateRun clean(NetworkRef target, ImageDataset images) {
    return new EvaluateRun(target, images, Optional.empty(), Optional.empty());
  }

  /**
   * A folder of adversarial images, with {@code targets.npy} in it if the attack is targeted.
   *
   * @param clean folder or file of the same images before the attack
   * @throws IllegalArgumentException if the two do not hold the same images in the same order
   */
  public static EvaluateRun adversarial(NetworkRef target, Path adversarial, Path clean) {
    ImageDataset images = NpyDataset.read(clean, null);
    ImageDataset attacked = NpyDataset.read(adversarial, null);
    Range.require(
        Arrays.equals(attacked.ids(), images.ids())
            && Arrays.equals(attacked.labels(), images.labels()),
        "%s and %s must hold the same images in the same order; their ids or labels differ"
            .formatted(adversarial, clean));
    return new EvaluateRun(
        target, images, Optional.of(attacked), TargetClasses.in(adversarial, images));
  }

  /**
   * Opens the network and asks it.
   *
   * @throws IllegalArgumentException for a network that does not fit the images
   */
  public Evaluation run() {
    try (Target open =
        target.openTarget(
            stage -> {
              throw new IllegalStateException("'" + target.name() + "' is not made yet");
            },
            clean)) {
      SoundnessCheck.requireFit(open, clean);
      Predictions before = Predictions.of(open, clean.images());
      SoundnessCheck.requireFinite(open.name(), before);
      Images first = clean.images().slice(0, Math.min(AGAIN, clean.size()));
      List<Finding> findings =
          SoundnessCheck.target(open.name(), clean, before, Predictions.of(open, first));
      int[] labels = clean.labels();
      return new Evaluation(
          open.name(),
          clean.name(),
          clean.size(),
          before.accuracy(labels),
          attacked.isEmpty() ? null : asked.isPresent() ? TARGETED : "untargeted",
          attacked
              .map(images -> Predictions.of(open, images.images()).classes())
              .map(after -> Outcomes.of(before.classes(), after, labels, asked).result())
              .orElse(null),
          findings);
    }
  }

  /** {@link #run()}, and writes {@code evaluation.json} into a folder. */
  public Evaluation run(Path out) {
    RunFolder.check(out);
    Evaluation evaluation = run();
    try (RunFolder folder = RunFolder.open(out)) {
      folder.writeJson("evaluation.json", evaluation);
      folder.finish();
    }
    return evaluation;
  }
}
