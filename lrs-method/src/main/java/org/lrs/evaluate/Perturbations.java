package org.lrs.evaluate;

import java.util.Iterator;
import org.lrs.Range;
import org.lrs.data.Images;

/**
 * Sizes of the perturbations of saved 8-bit images, in pixel units of [0, 1].
 *
 * @param meanLinf mean over images of the largest change of a pixel
 * @param maxLinf largest change of any pixel
 * @param meanL2 mean over images of the Euclidean length of the change
 * @param maxL2 largest such length
 */
public record Perturbations(double meanLinf, double maxLinf, double meanL2, double maxL2) {
  private static final double LARGEST_PIXEL = 255;

  /** Compares two sets of the same images. */
  public static Perturbations between(Images clean, Images adversarial) {
    int count = clean.count();
    int size = clean.size();
    Range.require(
        adversarial.count() == count && adversarial.size() == size,
        "clean and adversarial images must be as many and as large, got %s and %s"
            .formatted(clean, adversarial));
    double sumLinf = 0;
    double maxLinf = 0;
    double sumL2 = 0;
    double maxL2 = 0;
    Iterator<byte[]> before = clean.parts().map(Images::pixels).iterator();
    Iterator<byte[]> after = adversarial.parts().map(Images::pixels).iterator();
    byte[] was = new byte[0];
    byte[] is = was;
    int at = 0;
    for (int i = 0; i < count; i++, at += size) {
      if (at == was.length) {
        was = before.next();
        is = after.next();
        at = 0;
      }
      int largest = 0;
      long squares = 0;
      for (int j = at; j < at + size; j++) {
        int change = Math.abs((is[j] & 0xFF) - (was[j] & 0xFF));
        largest = Math.max(largest, change);
        squares += (long) change * change;
      }
      double l2 = Math.sqrt(squares) / LARGEST_PIXEL;
      sumLinf += largest / LARGEST_PIXEL;
      sumL2 += l2;
      maxLinf = Math.max(maxLinf, largest / LARGEST_PIXEL);
      maxL2 = Math.max(maxL2, l2);
    }
    return new Perturbations(sumLinf / count, maxLinf, sumL2 / count, maxL2);
  }
}
