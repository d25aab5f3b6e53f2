package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void quantilesAreInterpolated() {
    Distribution found = Distribution.of(4, 1, 3, 2);
    assertThat(found.median()).isEqualTo(2.5);
    assertThat(found.q25()).isEqualTo(1.75);
    assertThat(found.q95()).isCloseTo(3.85, within(1e-12));
    assertThat(found.min()).isEqualTo(1);
    assertThat(found.max()).isEqualTo(4);
    assertThat(found.mean()).isEqualTo(2.5);
  }

  @Test
  void histogramCountsEveryValueOnce() {
    Histogram found = Histogram.of(new double[] {0, 1, 2}, -1, 0, 0.5, 1, 2, 3);
    assertThat(found.counts()).containsExactly(3, 3);
  }

  @Test
  void edgesAreLogarithmicForValuesOfManySizes() {
    assertThat(Histogram.edges(2, 1, 10_000))
        .containsExactly(new double[] {1, 100, 10_000}, within(1e-9));
    assertThat(Histogram.edges(2, 0, 1, 10_000))
        .containsExactly(new double[] {1, 100, 10_000}, within(1e-9));
    assertThat(Histogram.edges(2, 1, 3)).containsExactly(1, 2, 3);
    assertThat(Histogram.edges(2, -1, 1000)).containsExactly(-1, 499.5, 1000);
  }

  @Test
  void equalValuesHaveAHistogram() {
    assertThat(Distribution.of(0, 0, 0).histogram().counts()).startsWith(3);
    assertThat(Distribution.of(5, 5).histogram().counts()).startsWith(2);
  }

  @Test
  void noValuesAndNoNumbersAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(Distribution::of);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distribution.of(1, Double.NaN))
        .withMessageContaining("NaN");
  }
}
