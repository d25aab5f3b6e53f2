package org.lrs.evaluate;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * How often adversarial images fool one target, with both denominators.
 *
 * @param all over all images: also counts what the target got wrong anyway
 * @param cleanCorrect over the images that the target gets right when clean: the honest one
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
    return count(clean, labels, i -> true, i -> adversarial[i] != labels[i]);
  }

  /**
   * Targeted: a success is an adversarial image that is given the class asked for.
   *
   * <p>Images that are of the class asked for cannot be moved there: they are no trials.
   *
   * @param wanted classes asked for
   */
  public static TransferResult targeted(
      int[] clean, int[] adversarial, int[] labels, int[] wanted) {
    return count(clean, labels, i -> wanted[i] != labels[i], i -> adversarial[i] == wanted[i]);
  }

  /**
   * Targeted where classes are asked for, untargeted otherwise.
   *
   * @param wanted classes asked for, if any
   */
  public static TransferResult of(
      int[] clean, int[] adversarial, int[] labels, Optional<int[]> wanted) {
    return wanted
        .map(asked -> targeted(clean, adversarial, labels, asked))
        .orElseGet(() -> untargeted(clean, adversarial, labels));
  }

  private static TransferResult count(
      int[] clean, int[] labels, IntPredicate counts, IntPredicate success) {
    int trials = 0;
    int successes = 0;
    int correct = 0;
    int both = 0;
    for (int i = 0; i < labels.length; i++) {
      if (!counts.test(i)) {
        continue;
      }
      trials++;
      boolean fooled = success.test(i);
      boolean right = clean[i] == labels[i];
      successes += fooled ? 1 : 0;
      correct += right ? 1 : 0;
      both += fooled && right ? 1 : 0;
    }
    return new TransferResult(new SuccessRate(successes, trials), new SuccessRate(both, correct));
  }
}
