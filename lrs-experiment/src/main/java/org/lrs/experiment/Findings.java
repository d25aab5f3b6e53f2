package org.lrs.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lrs.experiment.spec.AttackSpec;
import org.lrs.experiment.stage.PredictImages.Scores;
import org.lrs.report.ReportModel.Finding;
import org.lrs.report.ReportModel.Perturbation;
import org.lrs.report.ReportModel.Severity;
import org.lrs.threat.LinfBall;

/** Checks on the figures themselves: what would make them misleading. */
final class Findings {

  // Saved pixels are multiples of 1/255, so a violation is at least that large.
  private static final double HALF_A_GREY_LEVEL = 0.5 / 255;
  private static final double MANY_ZERO_GRADIENTS = 0.01;
  private static final double WEAK_WHITE_BOX = 0.5;
  private static final double NEAR_CHANCE = 1.5;

  private final List<Finding> all = new ArrayList<>();

  List<Finding> all() {
    return all;
  }

  /**
   * @param accuracy on the clean images
   * @param classes number of classes
   */
  void onTarget(String name, double accuracy, int classes, Scores scores) {
    if (!scores.finite()) {
      add(Severity.ERROR, name, "gave scores that are not finite numbers");
    }
    if (accuracy < NEAR_CHANCE / classes) {
      add(
          Severity.ERROR,
          name,
          "is right on %.1f %% of the clean images, hardly more than chance; check its"
              + " normalisation, layout and the order of its classes",
          100 * accuracy);
    }
    if (scores.probabilities()) {
      add(Severity.INFO, name, "answers probabilities, not logits; predictions are not affected");
    }
  }

  void onPerturbation(Perturbation p, AttackSpec attack) {
    String subject = p.surrogate() + " / " + p.attack();
    double radius = attack.threat().ball().radius();
    double reached = attack.threat().ball() instanceof LinfBall ? p.maxLinf() : p.maxL2();
    if (reached > radius + HALF_A_GREY_LEVEL) {
      add(
          Severity.ERROR,
          subject,
          "an image as saved lies %.5f from its clean one, outside the ball of %.5f",
          reached,
          radius);
    }
    if (p.zeroGradients() > MANY_ZERO_GRADIENTS) {
      add(
          Severity.WARNING,
          subject,
          "the gradient is zero everywhere on %.1f %% of the images, where the attack is blind",
          100 * p.zeroGradients());
    }
    if (p.whiteBox().trials() > 0 && p.whiteBox().rate() < WEAK_WHITE_BOX) {
      add(
          Severity.WARNING,
          subject,
          "the attack fools the surrogate itself on only %.1f %% of the images it gets right:"
              + " too few steps, or a surrogate that is too smooth",
          100 * p.whiteBox().rate());
    }
  }

  private void add(Severity severity, String subject, String sentence, Object... values) {
    all.add(
        new Finding(
            severity,
            subject,
            values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values)));
  }
}
