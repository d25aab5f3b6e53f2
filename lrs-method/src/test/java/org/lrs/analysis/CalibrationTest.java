package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class CalibrationTest {

  @Test
  void errorIsTheWeightedGapOfTheBins() {
    Calibration.Tally tally = new Calibration.Tally(5);
    // Bin (0.4, 0.6]: 0.5 and 0.6, one right. Bin (0.8, 1]: 0.9 and 1, both right.
    tally.add(new double[] {0.5, 0.6, 0.9}, new long[] {1, 2, 0}, new long[] {1, 0, 0}, 1.5);
    tally.add(new double[] {1}, new long[] {3}, new long[] {3}, 0.5);
    Calibration.Found found = tally.found();
    assertThat(found.expectedError())
        .isCloseTo(0.5 * Math.abs(0.5 - 0.55) + 0.5 * Math.abs(1 - 0.95), within(1e-12));
    assertThat(found.accuracy()).isEqualTo(Share.of(3, 4));
    assertThat(found.meanConfidence()).isCloseTo(0.75, within(1e-12));
    assertThat(found.crossEntropy()).isCloseTo(0.5, within(1e-12));
    assertThat(found.diagram()).extracting(Calibration.Bin::images).containsExactly(0, 0, 2, 0, 2);
    assertThat(found.diagram().get(0).confidence()).isNull();
    assertThat(found.diagram().get(2).accuracy()).isEqualTo(0.5);
  }

  @Test
  void confidenceOfALinearNetworkIsItsLargestProbability() {
    LinearCase linear = LinearCase.random(3);
    double[] confidence =
        linear.each((x, y) -> Arrays.stream(linear.probabilities(x)).max().orElseThrow());
    double[] losses = linear.each(linear::loss);
    Calibration.Found found = linear.measure(Calibration.defaults());
    assertThat(found.meanConfidence())
        .isCloseTo(Arrays.stream(confidence).average().orElseThrow(), within(1e-5));
    assertThat(found.crossEntropy())
        .isCloseTo(Arrays.stream(losses).average().orElseThrow(), within(1e-5));
  }
}
