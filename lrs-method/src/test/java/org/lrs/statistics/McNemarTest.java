package org.lrs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class McNemarTest {
  /** A sum of up to some thousand terms in double precision. */
  private static final Percentage DOUBLE_SUM = Percentage.withPercentage(1e-8);

  @Test
  void discordantPairsAreCoinTosses() {
    // 2 · (1/2)^5, and 2 · (C(10,0) + C(10,1)) / 2^10.
    assertThat(McNemar.pValue(0, 5)).isEqualTo(0.0625, within(1e-15));
    assertThat(McNemar.pValue(9, 1)).isEqualTo(22.0 / 1024, within(1e-15));
    assertThat(McNemar.pValue(1, 9)).isEqualTo(McNemar.pValue(9, 1));
  }

  @Test
  void equalCountsAndNoCountsGiveNoEvidence() {
    assertThat(McNemar.pValue(0, 0)).isEqualTo(1);
    assertThat(McNemar.pValue(7, 7)).isEqualTo(1);
    assertThat(McNemar.pValue(7, 8)).isEqualTo(1);
  }

  @Test
  void equalsTheSumOfBinomialCoefficientsInWholeNumbers() {
    for (int n = 1; n <= 80; n++) {
      for (int b = 0; b <= n; b++) {
        assertThat(McNemar.pValue(b, n - b)).isCloseTo(exact(b, n - b), DOUBLE_SUM);
      }
    }
  }

  @Test
  void largeCountsKeepTheirDigits() {
    // scipy.stats.binomtest, 1.17.
    assertThat(McNemar.pValue(3, 37)).isCloseTo(1.946500560734421e-08, DOUBLE_SUM);
    assertThat(McNemar.pValue(450, 550)).isCloseTo(0.0017305360849763027, DOUBLE_SUM);
    assertThat(McNemar.pValue(360, 40)).isCloseTo(1.7154945393371976e-65, DOUBLE_SUM);
    assertThat(McNemar.pValue(4800, 5200)).isCloseTo(6.593515598672343e-05, DOUBLE_SUM);
  }

  @Test
  void negativeCountsAreRefused() {
    assertThatThrownBy(() -> McNemar.pValue(-1, 2)).hasMessageContaining("not be negative");
  }

  private static double exact(int b, int c) {
    BigInteger coefficient = BigInteger.ONE;
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i <= Math.min(b, c); i++) {
      sum = sum.add(coefficient);
      coefficient =
          coefficient.multiply(BigInteger.valueOf(b + c - i)).divide(BigInteger.valueOf(i + 1L));
    }
    return Math.min(1, sum.doubleValue() * Math.pow(2, 1.0 - b - c));
  }
}
