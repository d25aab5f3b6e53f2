package org.lrs.attack.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lrs.tensor.Rng;

class ThinPlateTest {
  private static final double TINY = 1e-9;
  // The logarithm's 1e-9 moves the spline by about that much.
  private static final double ROUNDING = 1e-8;

  private static double bend(double[] a, double[] b) {
    double square = Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2);
    return square * Math.log(square + TINY);
  }

  private static double[][] points() {
    double[][] points = new double[9][];
    for (int i = 0; i < 9; i++) {
      points[i] = new double[] {i % 3 - 1, i / 3 - 1};
    }
    return points;
  }

  /** Weights of the nine points and of 1, x and y, for one coordinate of where the points go. */
  private static double[] spline(double[] goals) {
    double[][] points = points();
    double[][] left = new double[12][12];
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        left[i][j] = bend(points[i], points[j]);
      }
      double[] plane = {1, points[i][0], points[i][1]};
      for (int k = 0; k < 3; k++) {
        left[i][9 + k] = plane[k];
        left[9 + k][i] = plane[k];
      }
    }
    double[] right = java.util.Arrays.copyOf(goals, 12);
    double whole = determinant(left);
    double[] weights = new double[12];
    for (int k = 0; k < 12; k++) {
      double[][] replaced = new double[12][];
      for (int i = 0; i < 12; i++) {
        replaced[i] = left[i].clone();
        replaced[i][k] = right[i];
      }
      weights[k] = determinant(replaced) / whole;
    }
    return weights;
  }

  // Cramer's rule needs nothing but determinants, here by row operations.
  private static double determinant(double[][] matrix) {
    double[][] rows = new double[matrix.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix[i].clone();
    }
    double product = 1;
    for (int c = 0; c < rows.length; c++) {
      int pivot = c;
      for (int r = c; r < rows.length; r++) {
        pivot = Math.abs(rows[r][c]) > Math.abs(rows[pivot][c]) ? r : pivot;
      }
      if (pivot != c) {
        double[] swapped = rows[c];
        rows[c] = rows[pivot];
        rows[pivot] = swapped;
        product = -product;
      }
      product *= rows[c][c];
      for (int r = c + 1; r < rows.length; r++) {
        double factor = rows[r][c] / rows[c][c];
        for (int k = c; k < rows.length; k++) {
          rows[r][k] -= factor * rows[c][k];
        }
      }
    }
    return product;
  }

  private static double at(double[] weights, double x, double y) {
    double sum = weights[9] + weights[10] * x + weights[11] * y;
    for (int i = 0; i < 9; i++) {
      sum += weights[i] * bend(points()[i], new double[] {x, y});
    }
    return sum;
  }

  @Test
  void placesGoWhereTheSplineThroughAllPointsTakesThem() {
    double move = 0.37;
    double[] goals = new double[9];
    for (int i = 0; i < 9; i++) {
      goals[i] = points()[i][0] + (i == 4 ? move : 0);
    }
    double[] weights = spline(goals);
    ThinPlate plate = new ThinPlate();
    Rng rng = Rng.of(2);
    for (int k = 0; k < 50; k++) {
      double x = 2 * rng.nextDouble() - 1;
      double y = 2 * rng.nextDouble() - 1;
      assertThat(x + move * plate.at(x, y)).isCloseTo(at(weights, x, y), within(ROUNDING));
    }
  }

  @Test
  void onlyTheMiddlePointFollows() {
    ThinPlate plate = new ThinPlate();
    for (int i = 0; i < 9; i++) {
      assertThat(plate.at(points()[i][0], points()[i][1]))
          .isCloseTo(i == 4 ? 1 : 0, within(ROUNDING));
    }
  }
}
