package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lrs.lipschitz.LinearSoftmax;
import org.lrs.tensor.Rng;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class LossLandscapeTest {
  // A loss of about 1 in float32.
  private static final double FLOAT32 = 1e-5;

  private final LinearCase linear = LinearCase.random(3);
  private final LossLandscape settings = new LossLandscape(0.1, 5, 3);
  private final LossLandscape.Found found = linear.measure(settings);

  @Test
  void theMiddleIsTheLossOfTheImage() {
    double[] losses = linear.each(linear::loss);
    for (int i = 0; i < 3; i++) {
      assertThat(found.losses()[i][2][2]).isCloseTo(losses[i], within(FLOAT32));
    }
    assertThat(found.offsets())
        .containsExactly(new double[] {-0.1, -0.05, 0, 0.05, 0.1}, within(1e-12));
    assertThat(found.ids()).containsExactly(100, 101, 102);
  }

  @Test
  void rowsFollowTheSignOfTheGradient() {
    double[] ahead =
        linear.each(
            (x, y) -> linear.loss(LinearSoftmax.plus(x, signs(linear.gradient(x, y)), 0.05), y));
    for (int i = 0; i < 3; i++) {
      assertThat(found.losses()[i][2][3]).isCloseTo(ahead[i], within(FLOAT32));
    }
  }

  @Test
  void columnsFollowADirectionOfSignsThatIsOrthogonal() {
    float[] signs = new float[12];
    Arrays.fill(signs, -1);
    signs[3] = 1;
    float[] turned = LossLandscape.orthogonal(signs, Rng.of(5));
    double dot = 0;
    for (int j = 0; j < 12; j++) {
      assertThat(Math.abs(turned[j])).isEqualTo(1);
      dot += signs[j] * turned[j];
    }
    assertThat(dot).isZero();
    assertThat(LossLandscape.orthogonal(signs, Rng.of(6))).isNotEqualTo(turned);
  }

  @Test
  void anOddNumberOfSignsLeavesOneOutAndZerosAreDrawn() {
    float[] turned = LossLandscape.orthogonal(new float[] {1, -1, 1, 0}, Rng.of(5));
    assertThat(turned[0] - turned[1] + turned[2]).isZero();
    assertThat(turned).containsOnlyOnce(0);
    assertThat(Math.abs(turned[3])).isEqualTo(1);
  }

  @Test
  void meanIsThatOfTheImages() {
    double mean = (found.losses()[0][1][4] + found.losses()[1][1][4] + found.losses()[2][1][4]) / 3;
    assertThat(found.mean()[1][4]).isCloseTo(mean, within(1e-12));
  }

  @Test
  void moreImagesThanThereAreIsAllOfThem() {
    LossLandscape many = new LossLandscape(0.1, 3, 1000);
    assertThat(linear.measure(many).losses()).hasDimensions(LinearCase.COUNT, 3);
  }

  @Test
  void aLandscapeOfAFlatNetworkIsFlat() {
    for (double[] row : LinearCase.flat().measure(settings).mean()) {
      for (double loss : row) {
        assertThat(loss).isCloseTo(Math.log(3), within(FLOAT32));
      }
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LossLandscape(0.1, 4, 1))
        .withMessageContaining("odd number of points");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LossLandscape(8, 5, 1))
        .withMessageContaining("did you mean 8/255?");
  }

  private static double[] signs(double[] values) {
    return Arrays.stream(values).map(Math::signum).toArray();
  }
}
