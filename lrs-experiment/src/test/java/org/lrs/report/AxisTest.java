package org.lrs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void equalRatiosHaveEqualLengthsOnALogarithmicAxis() {
    Axis axis = new Axis(1, 10_000, true);
    assertThat(axis.place(100)).isEqualTo(0.5, within(1e-12));
    assertThat(axis.ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0, 10_000.0);
  }

  @Test
  void shortLogarithmicAxisHasRoundValuesInBetween() {
    assertThat(new Axis(450, 9500, true).ticks()).containsExactly(500.0, 1000.0, 2000.0, 5000.0);
  }

  @Test
  void evenAxisHasRoundValues() {
    Axis axis = new Axis(14, 31, false);
    assertThat(axis.ticks()).containsExactly(15.0, 20.0, 25.0, 30.0);
    assertThat(axis.place(22.5)).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void allValuesStandOnTheirAxis() {
    double[] values = {3, -1, 7};
    Axis axis = Axis.around(values, true);
    assertThat(axis.logarithmic()).as("values below zero have no logarithm").isFalse();
    for (double value : values) {
      assertThat(axis.place(value)).isBetween(0.0, 1.0);
    }
    assertThat(Axis.around(new double[] {5, 5}, true).place(5)).isEqualTo(0.5, within(1e-12));
    assertThat(Axis.around(new double[] {0, 0}, false).place(0)).isEqualTo(0.5, within(1e-12));
  }
}
