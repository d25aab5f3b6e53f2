package org.lrs.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lrs.text.Fraction;

class EpsilonTest {

  @Test
  void fractionsAndNumbersAreRead() {
    assertThat(epsilon("8/255")).isEqualTo(8 / 255.0);
    assertThat(epsilon(" 4 / 255 ")).isEqualTo(4 / 255.0);
    assertThat(epsilon("0.03")).isEqualTo(0.03);
    assertThat(epsilon("0")).isZero();
    assertThat(epsilon("1")).isEqualTo(1);
  }

  @Test
  void greyLevelsInsteadOfUnitsGetAHint() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> epsilon("8"))
        .withMessage(
            "epsilon must lie in [0, 1], got 8.0; pixel values are in [0, 1], did you mean"
                + " 8/255?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> epsilon("1.5"))
        .withMessageEndingWith("did you mean 1.5/255?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "300", "-8/255"})
  void otherNumbersOutOfRangeGetNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> epsilon(text))
        .withMessageStartingWith("epsilon must lie in [0, 1], got ")
        .withMessageMatching("[^;]*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eight",
        "8/",
        "/255",
        "1/2/3",
        "8\\255",
        "NaN",
        "1/0",
        "0/0",
        "Infinity",
        "1.2.3"
      })
  void otherTextsAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> epsilon(text))
        .withMessage("epsilon must be a number or a fraction such as 8/255, got '" + text + "'");
  }

  @Test
  void ballsAreFoundByTheNameOfTheirNorm() {
    assertThat(Ball.of("Linf", 0.1)).isEqualTo(new LinfBall(0.1));
    assertThat(Ball.of("l2", 3)).isEqualTo(new L2Ball(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ball.of("l1", 0.1))
        .withMessage("norm must be 'linf' or 'l2', got 'l1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinfBall(8))
        .withMessageEndingWith("did you mean 8/255?");
    assertThatIllegalArgumentException().isThrownBy(() -> new L2Ball(-1));
  }

  private static double epsilon(String text) {
    return new LinfBall(Fraction.parse("epsilon", text)).radius();
  }
}
