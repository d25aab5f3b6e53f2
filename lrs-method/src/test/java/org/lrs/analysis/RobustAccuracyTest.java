package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.lipschitz.LinearSoftmax;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class RobustAccuracyTest {

  @Test
  void twoClassesFallWhereTheBallReachesPastTheirMargin() {
    double[][] weights = LinearSoftmax.random(2, LinearCase.WIDTH, 0.3, 4).weight();
    LinearCase two = new LinearCase(weights);
    double[] rows = new double[LinearCase.WIDTH];
    for (int j = 0; j < rows.length; j++) {
      rows[j] = weights[1][j] - weights[0][j];
    }
    // In pixels the logits' difference moves by ε times the L1 norm of the rows' difference.
    double reach = Arrays.stream(LinearCase.overStd(rows)).map(Math::abs).sum();
    double[] distances =
        two.each(
            (x, y) -> {
              double[] p = two.probabilities(x);
              return Math.log(p[y] / p[1 - y]) / reach;
            });
    List<Double> epsilons = LinearCase.list(0.005, 0.02, 0.05, 0.1);
    List<RobustAccuracy.Point> points = two.measure(new RobustAccuracy(epsilons, 20)).points();
    for (RobustAccuracy.Point point : points) {
      long wanted = Arrays.stream(distances).filter(d -> d > point.epsilon()).count();
      assertThat(point.accuracy().count()).isEqualTo(wanted);
    }
    assertThat(points.get(0).accuracy().count()).isPositive();
    assertThat(points.get(4).accuracy().count()).isLessThan(points.get(1).accuracy().count());
  }

  @Test
  void aFlatNetworkKeepsWhatItGetsRight() {
    RobustAccuracy.Found found =
        LinearCase.flat().measure(new RobustAccuracy(LinearCase.list(0.1), 3));
    assertThat(found.points()).extracting(p -> p.accuracy().count()).containsExactly(7L, 7L);
  }

  @Test
  void radiiAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RobustAccuracy(LinearCase.list(0.1, 0.1), 3))
        .withMessageContaining("rise, got 0.1 after 0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RobustAccuracy(LinearCase.list(4), 3))
        .withMessageContaining("did you mean 4/255?");
  }
}
