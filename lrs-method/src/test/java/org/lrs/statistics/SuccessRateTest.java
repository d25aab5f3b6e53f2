package org.lrs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SuccessRateTest {
  /** The expected values are printed with four decimals. */
  private static final double FOUR_DECIMALS = 5e-5;

  @Test
  void wilsonIntervalOfTenInHundred() {
    // Roots of (p - 0.1)² = z² p (1 - p) / 100, z = 1.959964.
    SuccessRate rate = new SuccessRate(10, 100);
    assertThat(rate.wilsonLow()).isCloseTo(0.0552, within(FOUR_DECIMALS));
    assertThat(rate.wilsonHigh()).isCloseTo(0.1744, within(FOUR_DECIMALS));
  }

  @Test
  void intervalStaysInsideZeroAndOne() {
    assertThat(new SuccessRate(0, 20).wilsonLow()).isZero();
    assertThat(new SuccessRate(20, 20).wilsonHigh()).isEqualTo(1);
  }

  @Test
  void nothingCountedHasNoRate() {
    assertThat(new SuccessRate(0, 0).rate()).isNaN();
  }

  @Test
  void moreSuccessesThanTrialsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SuccessRate(3, 2))
        .withMessage("successes must lie in [0, trials], got 3 of 2");
  }
}
