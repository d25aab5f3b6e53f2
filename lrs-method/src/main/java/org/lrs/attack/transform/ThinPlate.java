package org.lrs.attack.transform;

/**
 * How far each place of an image follows when the middle one of 3 × 3 control points is moved and
 * the others stay: the thin-plate spline, linear in the move.
 */
final class ThinPlate {
  private static final int POINTS = 9;
  private static final int MIDDLE = 4;
  private static final int SIZE = POINTS + 3;
  // Keeps the logarithm finite at a control point.
  private static final double TINY = 1e-9;

  private final double[] solution;

  ThinPlate() {
    double[][] system = new double[SIZE][SIZE + 1];
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < POINTS; j++) {
        system[i][j] = bend(x(i) - x(j), y(i) - y(j));
      }
      double[] plane = {1, x(i), y(i)};
      for (int j = 0; j < 3; j++) {
        system[i][POINTS + j] = plane[j];
        system[POINTS + j][i] = plane[j];
      }
    }
    system[MIDDLE][SIZE] = 1;
    solution = solve(system);
  }

  /** Share of the middle point's move at a place: 1 there, 0 at the other points. */
  double at(double x, double y) {
    double sum = solution[POINTS] + solution[POINTS + 1] * x + solution[POINTS + 2] * y;
    for (int i = 0; i < POINTS; i++) {
      sum += solution[i] * bend(x - x(i), y - y(i));
    }
    return sum;
  }

  private static double x(int point) {
    return point % 3 - 1;
  }

  private static double y(int point) {
    return point / 3 - 1;
  }

  private static double bend(double x, double y) {
    double square = x * x + y * y;
    return square * Math.log(square + TINY);
  }

  // Gauss's elimination with the largest pivot of each column.
  private static double[] solve(double[][] rows) {
    int n = rows.length;
    for (int c = 0; c < n; c++) {
      int best = c;
      for (int r = c + 1; r < n; r++) {
        best = Math.abs(rows[r][c]) > Math.abs(rows[best][c]) ? r : best;
      }
      double[] pivot = rows[best];
      rows[best] = rows[c];
      rows[c] = pivot;
      for (int r = 0; r < n; r++) {
        double factor = r == c ? 0 : rows[r][c] / pivot[c];
        for (int k = c; k <= n; k++) {
          rows[r][k] -= factor * pivot[k];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = rows[i][n] / rows[i][i];
    }
    return solution;
  }
}
