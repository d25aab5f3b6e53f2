package org.lrs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.threat.Ball;

/**
 * Looks for the usual errors of a transfer evaluation: a wrong normalisation, probabilities taken
 * for logits, scores that are not finite, unstable predictions, saturated gradients, images outside
 * the ball. Findings travel with the results.
 */
public final class SoundnessCheck {
  /** How bad a finding is. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR
  }

  /** One sentence on one network or set of images. */
  public record Finding(Severity severity, String subject, String sentence) {}

  // A classifier this close to guessing is fed the wrong way.
  private static final double TIMES_CHANCE = 2;
  // Of two classes, twice the chance would be everything: a tenth of the way from chance to 1.
  private static final double ABOVE_CHANCE = 0.1;
  private static final double PROBABILITY_SLACK = 1e-3;
  private static final double ZERO_GRADIENT_SHARE = 0.05;
  private static final double HALF_GREY_LEVEL = 0.5 / 255;

  private static final String NEAR_CHANCE =
      "clean accuracy is %.1f %%, hardly above chance (%.1f %%); check its normalization,"
          + " layout, channel order and class order";
  private static final String UNSTABLE =
      "predictions on the same images differ between two calls; it is not in evaluation"
          + " mode or not deterministic";
  private static final String NOT_FINITE =
      "some scores are not finite, so its predictions mean nothing; check its"
          + " weights and its input's range";
  private static final String PROBABILITIES =
      "scores are probabilities, not logits; success rates are unaffected, Lipschitz"
          + " constants and margins are not comparable";
  private static final String TOO_FAR = "a saved image moved by %.5f, beyond epsilon %.5f";
  private static final String SATURATED =
      "%.1f %% of the images have a gradient of exactly zero at the start, so the attack is"
          + " blind there; the surrogate is saturated";

  private SoundnessCheck() {}

  /**
   * Checks a target on clean images.
   *
   * @param clean its predictions on them
   * @param again its predictions on the same images once more, as an attack with ε = 0 would save
   *     them
   */
  public static List<Finding> target(
      String name, ImageDataset dataset, Predictions clean, Predictions again) {
    List<Finding> findings = new ArrayList<>();
    double accuracy = clean.accuracy(dataset.labels());
    double chance = 1.0 / dataset.classes();
    if (accuracy < Math.min(TIMES_CHANCE * chance, chance + ABOVE_CHANCE * (1 - chance))) {
      findings.add(found(Severity.ERROR, name, NEAR_CHANCE, 100 * accuracy, 100 * chance));
    }
    if (!Arrays.equals(clean.classes(), again.classes())) {
      findings.add(found(Severity.ERROR, name, UNSTABLE));
    }
    if (!finite(clean.scores())) {
      findings.add(found(Severity.ERROR, name, NOT_FINITE));
    } else if (looksLikeProbabilities(clean.scores())) {
      findings.add(found(Severity.INFO, name, PROBABILITIES));
    }
    return findings;
  }

  /**
   * Checks a set of adversarial images.
   *
   * @param subject surrogate and attack
   * @param ball that the images are to lie in
   * @param zeroGradients images whose first gradient was zero everywhere
   */
  public static List<Finding> adversarial(
      String subject, Images clean, Images adversarial, Ball ball, int zeroGradients) {
    List<Finding> findings = new ArrayList<>();
    Perturbations sizes = Perturbations.between(clean, adversarial);
    double largest = ball.length(sizes.maxLinf(), sizes.maxL2());
    if (largest > ball.radius() + HALF_GREY_LEVEL) {
      findings.add(found(Severity.ERROR, subject, TOO_FAR, largest, ball.radius()));
    }
    double share = zeroGradients / (double) clean.count();
    if (share > ZERO_GRADIENT_SHARE) {
      findings.add(found(Severity.WARNING, subject, SATURATED, 100 * share));
    }
    return findings;
  }

  private static boolean finite(float[][] scores) {
    for (float[] row : scores) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
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
