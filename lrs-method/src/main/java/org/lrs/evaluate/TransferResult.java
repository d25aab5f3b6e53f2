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
    return Outcomes.of(before, after, clean.labels(), Optional.empty()).result();
  }
}
