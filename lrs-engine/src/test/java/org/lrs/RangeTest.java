package org.lrs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RangeTest {
  private static void refused(ThrowingCallable check, String message) {
    assertThatIllegalArgumentException().isThrownBy(check).withMessage(message);
  }

  @Test
  void boundsBelongToTheRangeAsItsBracketsSay() {
    assertThatCode(
            () -> {
              Range.check("n", 1, 1, 3);
              Range.check("n", 3, 1, 3);
              Range.check("x", 0.5, 0.5, 2);
              Range.checkAbove("x", 2, 0, 2);
              Range.checkBelow("x", 0, 0, 2);
              Range.checkInside("x", 1, 0, 2);
              Range.checkAtLeast("n", 2, 2);
              Range.checkNotNegative("x", 0);
              Range.checkPixels("x", 1);
            })
        .doesNotThrowAnyException();
    refused(() -> Range.check("n", 4, 1, 3), "n must lie in [1, 3], got 4");
    refused(() -> Range.check("x", 0.4, 0.5, 2), "x must lie in [0.5, 2], got 0.4");
    refused(() -> Range.checkAbove("x", 0, 0, 2), "x must lie in (0, 2], got 0.0");
    refused(() -> Range.checkBelow("x", 2, 0, 2), "x must lie in [0, 2), got 2.0");
    refused(() -> Range.checkInside("x", 2, 0, 2), "x must lie in (0, 2), got 2.0");
    refused(() -> Range.checkAtLeast("n", 1, 2), "n must be at least 2, got 1");
    refused(() -> Range.checkAtLeast("n", -1, 0), "n must be at or above 0, got -1");
    refused(() -> Range.checkNotNegative("x", -1), "x must be at or above 0, got -1.0");
    refused(() -> Range.checkFactor("x", -1), "x must be a number at or above 0, got -1.0");
    refused(() -> Range.checkPositive("x", 0), "x must be a number above 0, got 0.0");
    refused(() -> Range.require(false, "x is odd"), "x is odd");
  }

  @Test
  void greyLevelsInPlaceOfPixelUnitsAreGuessed() {
    refused(
        () -> Range.checkPixels("epsilon", 8),
        "epsilon must lie in [0, 1], got 8.0; pixel values are in [0, 1], did you mean 8/255?");
    refused(() -> Range.checkPixels("epsilon", -1), "epsilon must lie in [0, 1], got -1.0");
  }

  @Test
  void nothingThatIsNoNumberIsInARange() {
    refused(() -> Range.check("x", Double.NaN, 0, 1), "x must lie in [0, 1], got NaN");
    refused(() -> Range.checkPixels("x", Double.NaN), "x must lie in [0, 1], got NaN");
    refused(() -> Range.checkNotNegative("x", Double.NaN), "x must be at or above 0, got NaN");
  }
}
