package org.lrs.evaluate;

import java.util.Optional;
import org.lrs.statistics.SuccessRate;

/**
 * How often adversarial images fool one target, with both denominators.
 *
 * @param all over all images: also counts what the target got wrong anyway
 * @param cleanCorrect over the images that the target gets right when clean: the one to report
 */
public record TransferResult(SuccessRate all, SuccessRate cleanCorrect) {

  /**
   * Untargeted: a success is an adversarial image that is not given its true label.
   *
   * @param clean predicted classes of the clean images
   * @param adversarial predicted classes of the adversarial ones, in the same order
   * @param labels true classes
   */
  public static TransferResult untargeted(int[] clean, int[] adversarial, int[] labels) {
    return of(clean, adversarial, labels, Optional.empty());
  }

  /**
   * Targeted: a success is an adversarial image that is predicted as its target class.
   *
   * <p>Images whose true class is the target class are not trials.
   *
   * @param wanted target classes
   */
  public static TransferResult targeted(
      int[] clean, int[] adversarial, int[] labels, int[] wanted) {
    return of(clean, adversarial, labels, Optional.of(wanted));
  }

  /**
   * Targeted where target classes are given, untargeted otherwise.
   *
   * @param wanted target classes, if any
   */
  public static TransferResult of(
      int[] clean, int[] adversarial, int[] labels, Optional<int[]> wanted) {
    return Outcomes.of(clean, adversarial, labels, wanted).result();
  }
}
