package org.lrs.statistics;

import java.util.Optional;
import org.lrs.Range;
import org.lrs.Source;

/**
 * Whether two properties put the same things in the same order: Spearman's ρ and Kendall's τ_b.
 *
 * <p>ρ is the correlation of the ranks, equal values sharing the mean of their ranks. Its interval
 * goes through Fisher's z = artanh ρ with the standard error √((1 + ρ²/2) / (n − 3)) of Bonett and
 * Wright. A perfect order has no finite z; there, half of the smallest possible step, 6/(n³ − n),
 * is taken off |ρ| before the transform, so that few things in perfect order do not claim
 * certainty.
 *
 * <p>τ_b = (C − D) / √((n₀ − t_x)(n₀ − t_y)), with C concordant and D discordant of the n₀ = n(n −
 * 1)/2 pairs, and t the pairs that are equal in one property.
 */
@Source(
    paper =
        "Bonett, Wright: Sample Size Requirements for Estimating Pearson, Kendall and Spearman"
            + " Correlations, Psychometrika 65, 2000; Kendall: The Treatment of Ties in Ranking"
            + " Problems, Biometrika 33, 1945",
    at = "standard error of Spearman's rho; tau-b")
public final class RankCorrelation {

  /** The interval needs more than three pairs. */
  private static final int FEWEST = 4;

  private RankCorrelation() {}

  /**
   * Spearman's ρ in [-1, 1] with its 95 % interval; empty if one property is the same for all.
   *
   * @param x first property, at least four finite values
   * @param y second property, in the same order
   */
  public static Optional<Estimate> spearman(double[] x, double[] y) {
    check(x, y);
    double[] first = ranks(x);
    double[] second = ranks(y);
    int n = x.length;
    double centre = (n + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      xy += (first[i] - centre) * (second[i] - centre);
      xx += (first[i] - centre) * (first[i] - centre);
      yy += (second[i] - centre) * (second[i] - centre);
    }
    if (xx == 0 || yy == 0) {
      return Optional.empty();
    }
    double rho = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
    double largest = 1 - 6 / ((double) n * n * n - n);
    double inside = Math.max(-largest, Math.min(largest, rho));
    double z = 0.5 * Math.log((1 + inside) / (1 - inside));
    double reach = SuccessRate.Z * Math.sqrt((1 + inside * inside / 2) / (n - 3));
    boolean perfect = Math.abs(rho) > largest;
    return Optional.of(
        new Estimate(
            rho,
            perfect && rho < 0 ? rho : Math.tanh(z - reach),
            perfect && rho > 0 ? rho : Math.tanh(z + reach)));
  }

  /** Kendall's τ_b in [-1, 1] of properties as in {@link #spearman}; empty as there. */
  public static Optional<Double> kendall(double[] x, double[] y) {
    check(x, y);
    long order = 0;
    long differentX = 0;
    long differentY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        int dx = Double.compare(x[i], x[j]);
        int dy = Double.compare(y[i], y[j]);
        order += (long) Integer.signum(dx) * Integer.signum(dy);
        differentX += dx == 0 ? 0 : 1;
        differentY += dy == 0 ? 0 : 1;
      }
    }
    return differentX == 0 || differentY == 0
        ? Optional.empty()
        : Optional.of(order / Math.sqrt((double) differentX * differentY));
  }

  /** Ranks from 1; equal values share the mean of theirs. */
  static double[] ranks(double[] values) {
    int[] ascending = Holm.ascending(values);
    double[] ranks = new double[values.length];
    for (int from = 0; from < ascending.length; ) {
      int to = from + 1;
      while (to < ascending.length && values[ascending[to]] == values[ascending[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[ascending[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static void check(double[] x, double[] y) {
    Range.require(
        x.length == y.length && x.length >= FEWEST,
        "a rank correlation needs two properties of the same %s or more things, got %s and %s"
            .formatted(FEWEST, x.length, y.length));
    for (int i = 0; i < x.length; i++) {
      Range.require(
          Double.isFinite(x[i]) && Double.isFinite(y[i]),
          "a rank correlation needs finite values, got " + x[i] + " and " + y[i]);
    }
  }
}
