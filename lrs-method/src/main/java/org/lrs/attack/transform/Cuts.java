package org.lrs.attack.transform;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lrs.tensor.Rng;

/** Random cuts of a length into pieces. */
final class Cuts {
  private Cuts() {}

  /**
   * Where pieces begin, and where the last one ends: in proportion to uniform draws, rounded to
   * whole numbers. Pieces may be empty.
   *
   * @return pieces + 1 numbers from 0 to the length
   */
  static int[] inProportion(Rng rng, int length, int pieces) {
    double[] reached = new double[pieces + 1];
    for (int i = 0; i < pieces; i++) {
      reached[i + 1] = reached[i] + rng.nextDouble();
    }
    int[] ends = new int[pieces + 1];
    for (int i = 1; i <= pieces; i++) {
      // Ends are rounded, not lengths: those would not add up, and correcting one can make it
      // negative.
      ends[i] = (int) Math.rint(reached[i] / reached[pieces] * length);
    }
    return ends;
  }

  /** The same with cuts at different places, drawn uniformly: no piece is empty. */
  static int[] atDifferentPlaces(Rng rng, int length, int pieces) {
    int[] order = rng.permutation(length - 1);
    int[] ends = new int[pieces + 1];
    for (int i = 1; i < pieces; i++) {
      ends[i] = order[i - 1] + 1;
    }
    ends[pieces] = length;
    Arrays.sort(ends);
    return ends;
  }

  /** Ends of pieces as equal as can be. */
  static int[] evenly(int length, int pieces) {
    return IntStream.rangeClosed(0, pieces).map(i -> i * length / pieces).toArray();
  }

  /** The piece that a place lies in. */
  static int piece(int[] ends, int at) {
    int piece = 0;
    while (at >= ends[piece + 1]) {
      piece++;
    }
    return piece;
  }
}
