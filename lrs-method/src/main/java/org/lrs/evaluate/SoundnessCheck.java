package org.lrs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.lrs.Range;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.SmallImages;
import org.lrs.data.ImageDataset;
import org.lrs.statistics.SuccessRate;
import org.lrs.threat.Ball;

/**
 * Looks for the usual errors of a transfer evaluation: a wrong normalisation, probabilities taken
 * for logits, unstable predictions, saturated gradients, images outside the ball, attacks that fail
 * on their own surrogate. Findings travel with the results; what cannot be measured at all is
 * refused.
 */
public final class SoundnessCheck {
  /** How bad a finding is. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR
  }

  /** One sentence on one network or set of images. */
  public record Finding(Severity severity, String subject, String sentence) {
    public Finding {
      Objects.requireNonNull(severity, "severity");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(sentence, "sentence");
    }
  }

  private static final int FIRST = 200;
  // A classifier this close to guessing is fed the wrong way.
  private static final double TIMES_CHANCE = 2;
  // Of two classes, twice the chance would be everything: a tenth of the way from chance to 1.
  private static final double ABOVE_CHANCE = 0.1;
  private static final double PROBABILITY_SLACK = 1e-3;
  private static final double ZERO_GRADIENT_SHARE = 0.05;
  private static final double WEAK_WHITE_BOX = 0.5;
  private static final double HALF = 0.5;
  private static final double HALF_GREY_LEVEL = 0.5 / 255;

  private static final String NEAR_CHANCE =
      "clean accuracy is %.1f %%, hardly above chance (%.1f %%); check its normalization,"
          + " layout, channel order and class order";
  private static final String SHIFTED =
      "clean accuracy is %.1f %%, but most predictions are the class before the label; labels count"
          + " from 0, so subtract 1 from them";
  private static final String UNSTABLE =
      "predictions on the same images differ between two calls; it is not in evaluation"
          + " mode or not deterministic; export it in evaluation mode";
  private static final String PROBABILITIES =
      "scores are probabilities, not logits; success rates are unaffected, Lipschitz"
          + " constants and margins are not comparable";
  private static final String NOT_FINITE =
      "gives scores that are not finite for %s of %s images; check its weights, its normalization"
          + " and the range of its pixels";
  private static final String TOO_FAR =
      "a saved image moved by %.5f, beyond epsilon %.5f; craft the images again, within epsilon";
  private static final String SATURATED =
      "%.1f %% of the images have a gradient of exactly zero at the start, so the attack is"
          + " blind there; soften the surrogate (temperature: 4) or attack its logits (objective:"
          + " logit-margin)";

  private static final String WEAK =
      "the attack fools the surrogate itself on only %.1f %% of the images it gets right; attack"
          + " with more steps or a larger epsilon, or, if it was refined, refine it less";

  private SoundnessCheck() {}

  /**
   * Checks that a target can be measured on images.
   *
   * @throws IllegalArgumentException if there are none, or the target has another number of classes
   */
  public static void requireFit(Target target, ImageDataset dataset) {
    Range.require(
        dataset.size() > 0,
        "%s holds no images, so nothing can be measured on it; choose others"
            .formatted(dataset.name()));
    Range.require(
        target.classes() == dataset.classes(),
        "'%s' has %s classes, the data set has %s; it cannot be compared on these images"
            .formatted(target.name(), target.classes(), dataset.classes()));
  }

  /**
   * Checks that predictions are those of a network that computes.
   *
   * @throws IllegalStateException if there are scores that are not finite
   */
  public static void requireFinite(String name, Predictions predictions) {
    if (predictions.notFinite() > 0) {
      throw new IllegalStateException("'" + name + "' " + notFinite(name, predictions).sentence());
    }
  }

  /**
   * Checks a target on the first of some clean images, which it is shown twice.
   *
   * @throws IllegalArgumentException as {@link #requireFit}
   * @throws IllegalStateException as {@link #requireFinite}
   */
  public static List<Finding> target(Target target, ImageDataset dataset) {
    requireFit(target, dataset);
    ImageDataset first = dataset.take(Math.min(FIRST, dataset.size()));
    Predictions clean = Predictions.of(target, first.images());
    requireFinite(target.name(), clean);
    return target(target.name(), first, clean, Predictions.of(target, first.images()));
  }

  /**
   * Checks a target on clean images.
   *
   * @param clean its predictions on them
   * @param again its predictions on the same images once more, or on the first of them, as an
   *     attack with ε = 0 would save them
   */
  public static List<Finding> target(
      String name, ImageDataset dataset, Predictions clean, Predictions again) {
    List<Finding> findings = new ArrayList<>();
    double accuracy = clean.accuracy(dataset.labels());
    double chance = 1.0 / dataset.classes();
    if (accuracy < Math.min(TIMES_CHANCE * chance, chance + ABOVE_CHANCE * (1 - chance))) {
      findings.add(
          shifted(clean.classes(), dataset.labels()) > HALF
              ? found(Severity.ERROR, name, SHIFTED, 100 * accuracy)
              : found(Severity.ERROR, name, NEAR_CHANCE, 100 * accuracy, 100 * chance));
    }
    int[] first = Arrays.copyOf(clean.classes(), again.classes().length);
    if (!Arrays.equals(first, again.classes())) {
      findings.add(found(Severity.ERROR, name, UNSTABLE));
    }
    if (clean.notFinite() > 0) {
      findings.add(notFinite(name, clean));
    } else if (looksLikeProbabilities(clean.scores())) {
      findings.add(found(Severity.INFO, name, PROBABILITIES));
    }
    return findings;
  }

  /**
   * Checks that settings of an attack suit the size of the images.
   *
   * @param attack its name
   * @param unchosen its parts whose published settings stand because no others were given
   */
  public static List<Finding> settings(
      String attack, List<AttackRecipe> unchosen, ImageDataset dataset) {
    return SmallImages.misfit(unchosen, dataset.images()).stream()
        .map(sentence -> new Finding(Severity.WARNING, attack, sentence))
        .toList();
  }

  /**
   * Checks a set of adversarial images.
   *
   * @param subject surrogate and attack
   * @param ball that the images are to lie in
   * @param sizes of the perturbations
   * @param zeroGradients share of the images whose first gradient was zero everywhere
   * @param whiteBox success on the surrogate itself, among the images it gets right
   */
  public static List<Finding> adversarial(
      String subject, Ball ball, Perturbations sizes, double zeroGradients, SuccessRate whiteBox) {
    List<Finding> findings = new ArrayList<>();
    double largest = ball.length(sizes.maxLinf(), sizes.maxL2());
    if (largest > ball.radius() + HALF_GREY_LEVEL) {
      findings.add(found(Severity.ERROR, subject, TOO_FAR, largest, ball.radius()));
    }
    if (zeroGradients > ZERO_GRADIENT_SHARE) {
      findings.add(found(Severity.WARNING, subject, SATURATED, 100 * zeroGradients));
    }
    if (whiteBox.trials() > 0 && whiteBox.rate() < WEAK_WHITE_BOX) {
      findings.add(found(Severity.WARNING, subject, WEAK, 100 * whiteBox.rate()));
    }
    return findings;
  }

  private static Finding notFinite(String name, Predictions found) {
    return found(Severity.ERROR, name, NOT_FINITE, found.notFinite(), found.scores().length);
  }

  /** Share of the images that are predicted as the class before their label. */
  private static double shifted(int[] classes, int[] labels) {
    int[] before = Arrays.stream(labels).map(label -> label - 1).toArray();
    return Predictions.accuracy(classes, before);
  }

  private static boolean looksLikeProbabilities(float[][] scores) {
    for (float[] row : scores) {
      double sum = 0;
      for (float value : row) {
        if (value < 0 || value > 1 + PROBABILITY_SLACK) {
          return false;
        }
        sum += value;
      }
      if (Math.abs(sum - 1) > PROBABILITY_SLACK) {
        return false;
      }
    }
    return true;
  }

  private static Finding found(Severity severity, String subject, String format, Object... values) {
    return new Finding(severity, subject, String.format(Locale.ROOT, format, values));
  }
}
