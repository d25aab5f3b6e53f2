package org.lrs.evaluate;

import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.statistics.SuccessRate;

/**
 * How often adversarial images fool one target, with both denominators.
 *
 * @param all over all images: also counts what the target got wrong anyway
 * @param cleanCorrect over the images that the target gets right when clean: the one to report
 */
public record TransferResult(SuccessRate all, SuccessRate cleanCorrect) {

  /**
   * Shows clean and adversarial images to a target; a success is an adversarial image that is not
   * given its true label.
   *
   * @param adversarial images in the order of the clean ones
   */
  public static TransferResult of(Target target, ImageDataset clean, Images adversarial) {
    int[] before = Predictions.of(target, clean.images()).classes();
    int[] after = Predictions.of(target, adversarial).classes();
    return untargeted(before, after, clean.labels());
  }

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
