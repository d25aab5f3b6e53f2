package org.lrs.experiment;

import org.lrs.data.Images;

/**
 * How far adversarial images lie from the clean ones, both as saved.
 *
 * @param meanLinf mean over images of the largest change of a pixel, in units of [0, 1]
 * @param maxLinf largest change of all
 * @param meanL2 mean over images of the Euclidean length of the change
 * @param maxL2 largest length of all
 */
record Distances(double meanLinf, double maxLinf, double meanL2, double maxL2) {

  private static final double LARGEST = 255;

  static Distances between(Images clean, Images adversarial) {
    int count = clean.count();
    int size = clean.pixels().length / Math.max(count, 1);
    double sumLinf = 0;
    double sumL2 = 0;
    double maxLinf = 0;
    double maxL2 = 0;
    for (int i = 0; i < count; i++) {
      int largest = 0;
      long squares = 0;
      for (int p = i * size; p < (i + 1) * size; p++) {
        int change = (adversarial.pixels()[p] & 0xFF) - (clean.pixels()[p] & 0xFF);
        largest = Math.max(largest, Math.abs(change));
        squares += (long) change * change;
      }
      double linf = largest / LARGEST;
      double l2 = Math.sqrt(squares) / LARGEST;
      sumLinf += linf;
      sumL2 += l2;
      maxLinf = Math.max(maxLinf, linf);
      maxL2 = Math.max(maxL2, l2);
    }
    int divisor = Math.max(count, 1);
    return new Distances(sumLinf / divisor, maxLinf, sumL2 / divisor, maxL2);
  }
}
