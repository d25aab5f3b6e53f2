package org.lrs.attack.transform;

import org.lrs.attack.Plain;

/** The cosine transform of one image [C][H][W], by its definition as sums of cosines. */
final class PlainCosines {
  private PlainCosines() {}

  /** Cosine spectrum times factors, by the definition as sums of cosines. */
  static double[][][] filter(double[][][] image, double[][][] factors) {
    double[][][] spectrum = new double[image.length][][];
    for (int c = 0; c < image.length; c++) {
      spectrum[c] = Plain.transposed(spectrum(Plain.transposed(spectrum(image[c]))));
      for (int y = 0; y < spectrum[c].length; y++) {
        for (int x = 0; x < spectrum[c][y].length; x++) {
          spectrum[c][y][x] *= factors[c][y][x];
        }
      }
      spectrum[c] = Plain.transposed(values(Plain.transposed(values(spectrum[c]))));
    }
    return spectrum;
  }

  // X[k] = s(k) · Σ x[n] cos(π (2n + 1) k / 2N) along each row.
  private static double[][] spectrum(double[][] rows) {
    int side = rows[0].length;
    double[][] cosines = cosines(side);
    double[][] found = new double[rows.length][side];
    for (int r = 0; r < rows.length; r++) {
      for (int k = 0; k < side; k++) {
        for (int n = 0; n < side; n++) {
          found[r][k] += rows[r][n] * cosines[k][n] * length(k, side);
        }
      }
    }
    return found;
  }

  // x[n] = Σ s(k) · X[k] cos(π (2n + 1) k / 2N) along each row.
  private static double[][] values(double[][] rows) {
    int side = rows[0].length;
    double[][] cosines = cosines(side);
    double[][] found = new double[rows.length][side];
    for (int r = 0; r < rows.length; r++) {
      for (int n = 0; n < side; n++) {
        for (int k = 0; k < side; k++) {
          found[r][n] += rows[r][k] * cosines[k][n] * length(k, side);
        }
      }
    }
    return found;
  }

  private static double length(int k, int side) {
    return Math.sqrt((k == 0 ? 1.0 : 2.0) / side);
  }

  private static double[][] cosines(int side) {
    double[][] cosines = new double[side][side];
    for (int k = 0; k < side; k++) {
      for (int n = 0; n < side; n++) {
        cosines[k][n] = Math.cos(Math.PI * (2 * n + 1) * k / (2 * side));
      }
    }
    return cosines;
  }
}
