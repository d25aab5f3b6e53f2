package org.lrs.evaluate;

import java.util.BitSet;
import java.util.Optional;
import org.lrs.statistics.SuccessRate;

/**
 * On which images an attack fools one target: image by image what {@link TransferResult} counts.
 * Bit i belongs to image i.
 *
 * @param trials images that count at all
 * @param cleanCorrect those of them that the target gets right when clean
 * @param fooled those of {@code trials} on which the attack succeeds
 */
public record Outcomes(BitSet trials, BitSet cleanCorrect, BitSet fooled) {

  /**
   * Untargeted, a success is an adversarial image that is not given its true label, and every image
   * is a trial. With target classes, it is one that is predicted as its target class; images whose
   * true class is the target class are not trials.
   *
   * @param clean predicted classes of the clean images
   * @param adversarial predicted classes of the adversarial ones, in the same order
   * @param labels true classes
   * @param wanted target classes, if any
   */
  public static Outcomes of(int[] clean, int[] adversarial, int[] labels, Optional<int[]> wanted) {
    BitSet trials = new BitSet();
    BitSet cleanCorrect = new BitSet();
    BitSet fooled = new BitSet();
    for (int i = 0; i < labels.length; i++) {
      if (wanted.isPresent() && wanted.get()[i] == labels[i]) {
        continue;
      }
      trials.set(i);
      cleanCorrect.set(i, clean[i] == labels[i]);
      fooled.set(
          i, wanted.isPresent() ? adversarial[i] == wanted.get()[i] : adversarial[i] != labels[i]);
    }
    return new Outcomes(trials, cleanCorrect, fooled);
  }

  /** The counts, with both denominators. */
  public TransferResult result() {
    return new TransferResult(rate(trials), rate(cleanCorrect));
  }

  private SuccessRate rate(BitSet among) {
    return new SuccessRate(and(fooled, among).cardinality(), among.cardinality());
  }

  /** The images in both sets. */
  public static BitSet and(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }
}
