package org.lrs.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.data.NpyDataset;
import org.lrs.evaluate.Predictions;
import org.lrs.evaluate.Target;
import org.lrs.evaluate.TransferResult;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.spec.ExperimentSpec;
import org.lrs.experiment.spec.ModelSpec;
import org.lrs.experiment.stage.Fingerprints;

/** Scores images made by anybody on an experiment's targets. */
public final class Scoring {

  private static final Function<Stage, Path> NONE =
      stage -> {
        throw new IllegalStateException("a target does not depend on " + stage.label());
      };

  private Scoring() {}

  /**
   * What one target makes of the images.
   *
   * @param target name of the target
   * @param accuracy share of the images that get their label, in [0, 1]
   * @param transfer success of the attack, where clean images were given
   */
  public record Score(String target, double accuracy, Optional<TransferResult> transfer) {}

  /** Hears which target has been asked. */
  public interface Listener {
    /** A target is done. */
    void scored(Score score, int number, int total);
  }

  /**
   * Asks every target of an experiment.
   *
   * @param images folder with {@code images.npy} and {@code labels.npy}
   * @param clean folder with the clean images of the same order, for success rates
   * @throws IllegalArgumentException if the folders do not belong together
   */
  public static List<Score> run(
      ExperimentSpec spec, Path images, Optional<Path> clean, Listener listener) {
    ImageDataset adversarial = NpyDataset.read(images, null);
    Optional<ImageDataset> original = clean.map(folder -> NpyDataset.read(folder, null));
    original.ifPresent(dataset -> requireSame(dataset, adversarial));
    Fingerprints fingerprints = new Fingerprints();
    List<Score> scores = new ArrayList<>();
    for (ModelSpec model : spec.targets()) {
      try (Target target = Planner.predictor(model, fingerprints).open(NONE, adversarial)) {
        Score score = score(target, adversarial, original);
        scores.add(score);
        listener.scored(score, scores.size(), spec.targets().size());
      }
    }
    return scores;
  }

  private static Score score(
      Target target, ImageDataset adversarial, Optional<ImageDataset> clean) {
    int[] labels = adversarial.labels();
    Predictions fooled = Predictions.of(target, adversarial.images());
    return new Score(
        target.name(),
        fooled.accuracy(labels),
        clean.map(
            original ->
                TransferResult.untargeted(
                    Predictions.of(target, original.images()).classes(),
                    fooled.classes(),
                    labels)));
  }

  private static void requireSame(ImageDataset clean, ImageDataset adversarial) {
    if (!Arrays.equals(clean.ids(), adversarial.ids())
        || !Arrays.equals(clean.labels(), adversarial.labels())) {
      throw new IllegalArgumentException(
          "clean and adversarial images must have the same ids and labels in the same order, got "
              + clean
              + " and "
              + adversarial);
    }
  }
}
