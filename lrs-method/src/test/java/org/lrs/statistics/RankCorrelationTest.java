package org.lrs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  private static final double DOUBLE = 1e-12;
  private static final double[] RISING = {1, 2, 4, 8, 16};
  private static final double[] TIED_X = {12, 2, 1, 12, 2};
  private static final double[] TIED_Y = {1, 4, 7, 1, 0};

  @Test
  void withoutTiesSpearmanFollowsFromTheSquaredDifferencesOfRanks() {
    // Ranks 1 2 3 4 5 against 2 1 3 5 4: 1 − 6 · 4 / 120.
    Estimate rho = RankCorrelation.spearman(RISING, new double[] {5, 3, 6, 9, 8}).orElseThrow();
    assertThat(rho.value()).isEqualTo(0.8, within(DOUBLE));
  }

  @Test
  void textbookExampleHasItsValueAndInterval() {
    // The example of many textbooks, −29/165; interval from tanh(artanh ρ ± 1.96 √((1 + ρ²/2)/7)).
    double[] iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    double[] hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    Estimate rho = RankCorrelation.spearman(iq, hours).orElseThrow();
    assertThat(rho.value()).isEqualTo(-29.0 / 165, within(DOUBLE));
    assertThat(rho.low()).isEqualTo(-0.7278300282394071, within(DOUBLE));
    assertThat(rho.high()).isEqualTo(0.5145466616329561, within(DOUBLE));
  }

  @Test
  void tiesShareTheirRanks() {
    assertThat(RankCorrelation.ranks(TIED_X)).containsExactly(4.5, 2.5, 1, 4.5, 2.5);
    // scipy.stats.spearmanr and kendalltau, 1.17.
    assertThat(RankCorrelation.spearman(TIED_X, TIED_Y).orElseThrow().value())
        .isEqualTo(-0.5407380704358752, within(DOUBLE));
    assertThat(RankCorrelation.kendall(TIED_X, TIED_Y).orElseThrow())
        .isEqualTo(-0.4714045207910316, within(DOUBLE));
  }

  @Test
  void kendallCountsPairs() {
    // Of ten pairs, two are in the wrong order.
    assertThat(RankCorrelation.kendall(RISING, new double[] {5, 3, 6, 9, 8}).orElseThrow())
        .isEqualTo(0.6, within(DOUBLE));
  }

  @Test
  void perfectOrderIsNoCertainty() {
    double[] logarithm = {0, 1, 2, 3, 4};
    Estimate same = RankCorrelation.spearman(RISING, logarithm).orElseThrow();
    assertThat(same.value()).isEqualTo(1);
    assertThat(same.high()).isEqualTo(1);
    // ρ = 1 − 6/120 in the transform.
    assertThat(same.low()).isEqualTo(0.16080450680271896, within(DOUBLE));
    double[] falling = {4, 3, 2, 1, 0};
    Estimate opposite = RankCorrelation.spearman(RISING, falling).orElseThrow();
    assertThat(opposite).isEqualTo(new Estimate(-same.value(), -same.high(), -same.low()));
    assertThat(RankCorrelation.kendall(RISING, falling)).hasValue(-1.0);
  }

  @Test
  void whatIsEqualForAllHasNoOrder() {
    double[] constant = {3, 3, 3, 3, 3};
    assertThat(RankCorrelation.spearman(RISING, constant)).isEmpty();
    assertThat(RankCorrelation.kendall(constant, RISING)).isEmpty();
  }

  @Test
  void tooFewOrMissingValuesAreRefused() {
    double[] three = {1, 2, 3};
    assertThatThrownBy(() -> RankCorrelation.spearman(three, three))
        .hasMessageContaining("4 or more things, got 3");
    double[] missing = {1, 2, Double.NaN, 4, 5};
    assertThatThrownBy(() -> RankCorrelation.kendall(RISING, missing))
        .hasMessageContaining("finite values");
  }
}
