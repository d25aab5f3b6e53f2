package org.lrs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lrs.statistics.Estimate;

class PairedRatesTest {
  /** Published intervals have four decimals. */
  private static final double PRINTED = 5e-5;

  // The first two rows are the examples of Fagerland, Lydersen, Laake: Statistical Analysis of
  // Contingency Tables, chapter 8 (airway hyper-responsiveness, complete response); the third is
  // one of Newcombe's own.
  @ParameterizedTest
  @CsvSource({
    "1, 1, 7, 12, -0.2857, -0.5069, -0.0256",
    "59, 6, 16, 80, -0.0621, -0.1186, -0.0046",
    "36, 12, 2, 0, 0.2000, 0.0569, 0.3404",
  })
  void intervalsArePublishedOnes(
      long both, long first, long second, long neither, double value, double low, double high) {
    Estimate difference = new PairedRates(both, first, second, neither).difference();
    assertThat(difference.value()).isEqualTo(value, within(PRINTED));
    assertThat(difference.low()).isEqualTo(low, within(PRINTED));
    assertThat(difference.high()).isEqualTo(high, within(PRINTED));
  }

  @Test
  void turningThePairsTurnsTheInterval() {
    Estimate one = new PairedRates(20, 9, 4, 30).difference();
    Estimate other = new PairedRates(20, 4, 9, 30).difference();
    assertThat(one.low()).isEqualTo(-other.high(), within(1e-15));
    assertThat(one.high()).isEqualTo(-other.low(), within(1e-15));
  }

  @Test
  void noDiscordantPairsLeaveAnIntervalAroundZero() {
    Estimate difference = new PairedRates(10, 0, 0, 10).difference();
    assertThat(difference.value()).isZero();
    assertThat(difference.low()).isEqualTo(-difference.high(), within(1e-15)).isNegative();
  }

  @Test
  void intervalEndsWhereDifferencesEnd() {
    Estimate difference = new PairedRates(0, 8, 0, 0).difference();
    assertThat(difference.value()).isEqualTo(1);
    assertThat(difference.high()).isEqualTo(1);
  }

  @Test
  void onlyTrialsAreCounted() {
    BitSet trials = BitSet.valueOf(new long[] {0b011111});
    BitSet first = BitSet.valueOf(new long[] {0b110011});
    BitSet second = BitSet.valueOf(new long[] {0b100101});
    PairedRates pairs = PairedRates.of(first, second, trials);
    assertThat(pairs).isEqualTo(new PairedRates(1, 2, 1, 1));
    assertThat(pairs.trials()).isEqualTo(5);
    // Of three discordant pairs, one or none falls to the second: 2 · (1 + 3) / 8.
    assertThat(pairs.pValue()).isEqualTo(1);
  }

  @Test
  void nothingToCompareIsSaid() {
    assertThatThrownBy(() -> new PairedRates(0, 0, 0, 0).difference())
        .hasMessageContaining("no image counts");
    assertThatThrownBy(() -> new PairedRates(0, -1, 0, 0)).hasMessageContaining("not be negative");
  }
}
