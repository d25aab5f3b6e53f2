package org.lrs.attack.transform;

import org.lrs.attack.objective.Tap;

/** Bilinear interpolation along one direction, corners not aligned, as libtorch does it. */
final class Bilinear {
  /**
   * A source value's share.
   *
   * @param index of the source
   * @param weight in [0, 1]
   */
  record Tap(int index, double weight) {}

  private Bilinear() {}

  /** What value {@code out} of {@code outputs} is made of, from {@code inputs} values. */
  static Tap[] taps(int out, int outputs, int inputs) {
    double at = Math.max(0, (out + 0.5) * inputs / outputs - 0.5);
    int low = (int) at;
    int high = Math.min(low + 1, inputs - 1);
    double share = at - low;
    return new Tap[] {new Tap(low, 1 - share), new Tap(high, share)};
  }
}
