package org.lrs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.lrs.lipschitz.LinearSoftmax.dot;
import static org.lrs.lipschitz.LinearSoftmax.unit;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lrs.lipschitz.LinearSoftmax;
import org.lrs.testkit.NoTensorLeak;

@NoTensorLeak
class GradientSimilarityTest {
  private static final double FLOAT32 = 1e-5;

  private final LinearCase one = LinearCase.random(3);
  private final LinearCase other =
      new LinearCase(LinearSoftmax.random(3, LinearCase.WIDTH, 0.3, 9).weight());

  @Test
  void cosinesAreThoseOfTheClosedForm() {
    double[] wanted = one.each((x, y) -> dot(unit(one.gradient(x, y)), unit(other.gradient(x, y))));
    GradientSimilarity found = between(one, other);
    assertThat(found.pairs()).hasSize(1);
    assertThat(found.pairs().get(0).cosines().values()).containsExactly(wanted, within(FLOAT32));
    assertThat(found.mean()[0][1])
        .isEqualTo(found.mean()[1][0])
        .isCloseTo(found.pairs().get(0).cosines().distribution().mean(), within(1e-12));
  }

  @Test
  void aNetworkIsLikeItselfAndUnlikeAFlatOne() {
    GradientSimilarity found = between(one, one, LinearCase.flat());
    assertThat(found.mean()[0][1]).isCloseTo(1, within(FLOAT32));
    assertThat(found.mean()[0][2]).isZero();
    assertThat(found.pairs())
        .extracting(GradientSimilarity.Pair::second)
        .containsExactly("1", "2", "2");
  }

  @Test
  void oneNetworkIsNotEnough() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> between(one))
        .withMessageContaining("at least two networks, got 1");
  }

  private static GradientSimilarity between(LinearCase... cases) {
    List<WhiteBox> networks = Arrays.stream(cases).map(LinearCase::network).toList();
    try {
      return GradientSimilarity.of(
          List.of("0", "1", "2").subList(0, cases.length),
          networks,
          cases[0].images(),
          share -> {});
    } finally {
      networks.forEach(WhiteBox::close);
    }
  }
}
