package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lrs.lipschitz.LinearSoftmax.norm;
import static org.lrs.lipschitz.LinearSoftmax.plus;
import static org.lrs.lipschitz.LinearSoftmax.unit;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.analysis.PenaltyError.Deviation;
import org.lrs.analysis.PenaltyError.Found;
import org.lrs.analysis.PenaltyError.Point;
import org.lrs.lipschitz.DifferenceStep.Space;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class PenaltyErrorTest {
  // The networks' mean and std are floats in both precisions.
  private static final double FLOAT32_CONSTANTS = 1e-6;

  private final LinearCase linear = LinearCase.random(3);
  private final PenaltyError measure = new PenaltyError(List.of(1e-6, 1e-3, 1e-2), 18);

  @Test
  void exactPenaltiesArePixelDerivatives() {
    double first = mean(linear.each((x, y) -> Math.pow(norm(linear.gradient(x, y)), 2)));
    double second =
        mean(
            linear.each(
                (x, y) -> Math.pow(norm(linear.hessianTimes(x, unit(linear.gradient(x, y)))), 2)));
    PenaltyError.Exact exact = exact(linear.measure(measure), Space.PIXEL);
    assertThat(exact.first()).isCloseTo(first, within(FLOAT32_CONSTANTS * first));
    assertThat(exact.second()).isCloseTo(second, within(FLOAT32_CONSTANTS * second));
  }

  @Test
  void differencesInDoublePrecisionAreThoseOfTheFormula() {
    double h = 1e-2;
    double first =
        mean(
            linear.each(
                (x, y) -> {
                  double[] far = plus(x, unit(linear.gradient(x, y)), h);
                  return Math.pow((linear.loss(far, y) - linear.loss(x, y)) / h, 2);
                }));
    Point point = point(linear.measure(measure), Space.PIXEL, 64, h);
    assertThat(point.first().value()).isCloseTo(first, within(FLOAT32_CONSTANTS * first));
  }

  @Test
  void errorFallsWithTheStepIn64BitAndRisesAgainIn32() {
    Found found = linear.measure(measure);
    for (Space space : Space.values()) {
      assertThat(point(found, space, 64, 1e-3).second().error())
          .isCloseTo(point(found, space, 64, 1e-2).second().error() / 10, within(1e-3));
      // A loss of 1 in 24 bits over 1e-6 is off by some percent; signs may cancel in the mean.
      assertThat(point(found, space, 32, 1e-6).first().medianError())
          .isGreaterThan(100 * point(found, space, 64, 1e-6).first().medianError());
    }
  }

  @Test
  void spacesAgreeWhereOneIsTheOtherTimesANumber() {
    Found found = linear.measure(measure);
    assertThat(exact(found, Space.NORMALIZED).first())
        .isLessThan(exact(found, Space.PIXEL).first()); // every std is below 1
    assertThat(found.points()).hasSize(2 * 2 * 3);
    assertThat(found.images()).isEqualTo(18);
  }

  @Test
  void deviationComparesMeansAndImages() {
    Deviation found = PenaltyError.deviation(new double[] {1.1, 3, 5}, new double[] {1, 2, 0});
    assertThat(found.value()).isCloseTo(9.1 / 3, within(1e-12));
    assertThat(found.error()).isCloseTo(6.1 / 3, within(1e-12));
    assertThat(found.medianError()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void withoutAnExactValueThereIsNoError() {
    Found found = LinearCase.flat().measure(measure);
    for (Point point : found.points()) {
      assertThat(point.first()).isEqualTo(new Deviation(0, null, null));
      assertThat(point.second()).isEqualTo(new Deviation(0, null, null));
    }
  }

  private static PenaltyError.Exact exact(Found found, Space space) {
    return found.exact().stream().filter(e -> e.space() == space).findFirst().orElseThrow();
  }

  private static Point point(Found found, Space space, int bits, double step) {
    return found.points().stream()
        .filter(p -> p.space() == space && p.bits() == bits && p.step() == step)
        .findFirst()
        .orElseThrow();
  }

  // Over the first 18 images, as measured.
  private static double mean(double[] values) {
    return Arrays.stream(values).limit(18).average().orElseThrow();
  }
}
