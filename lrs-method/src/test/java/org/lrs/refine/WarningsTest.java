package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private static final List<StepRecord> FALLING = steps(-0.01f, 3);
  private static final List<StepRecord> RISING = steps(0.01f, 3);
  private static final double NAN = Double.NaN;

  private static List<StepRecord> steps(float slope, float total) {
    List<StepRecord> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      steps.add(new StepRecord(i, 1, 2 + slope * i, Float.NaN, Float.NaN, total, 1, 0.1f));
    }
    return steps;
  }

  @Test
  void accuracyOfTheResultUnderItsFloorIsTold() {
    Warnings warnings = new Warnings(0.8, NAN, 0.9, List.of());
    assertThat(warnings.result(false, FALLING, 0.73, NAN)).isEmpty();
    assertThat(warnings.result(false, FALLING, 0.71, NAN))
        .containsExactly(
            "clean accuracy of the result fell from 80.0 % to 71.0 %: refine with a lower learning"
                + " rate or smaller weights of the penalties");
    assertThat(warnings.result(true, FALLING, 0.71, NAN))
        .containsExactly(
            "clean accuracy of the averaged network fell from 80.0 % to 71.0 %: refine with a"
                + " lower learning rate or smaller weights of the penalties, or raise"
                + " averaging.start or averaging.batches");
  }

  @Test
  void aDipAlongTheTrajectoryIsNoWarningAndACollapseIsToldOnce() {
    Warnings warnings = new Warnings(0.9, NAN, 0.9, List.of());
    assertThat(warnings.during(25, 0.6)).isEmpty();
    assertThat(warnings.during(50, 0.12))
        .containsExactly(
            "after 50 steps clean accuracy has collapsed from 90.0 % to 12.0 %: if it does not"
                + " recover, refine with a lower learning rate or smaller weights of the"
                + " penalties");
    assertThat(warnings.during(100, 0.1)).isEmpty();
    assertThat(warnings.all()).hasSize(1);
  }

  @Test
  void theResultTakesThePlaceOfWhatWasFoundBefore() {
    Warnings warnings = new Warnings(0.9, NAN, 0.9, List.of("before a resumption"));
    assertThat(warnings.during(50, 0.1)).as("it was told before").isEmpty();
    assertThat(warnings.all()).containsExactly("before a resumption");
    assertThat(warnings.result(true, FALLING, 0.88, NAN)).isEmpty();
    assertThat(warnings.all()).isEmpty();
  }

  @Test
  void aNetworkFromScratchHasNoAccuracyToLose() {
    assertThat(new Warnings(0.1, NAN, 0, List.of()).during(50, 0.0)).isEmpty();
  }

  @Test
  void onlyAResultThatWithstandsItsOwnAttackIsTooSmooth() {
    Warnings warnings = new Warnings(0.8, 1, 0.9, List.of());
    assertThat(warnings.result(false, FALLING, 0.8, 0.6)).isEmpty();
    assertThat(warnings.result(false, FALLING, 0.8, 0.32))
        .containsExactly(
            "attacks on the result itself succeed on only 32.0 % of the images, before on 100.0 %:"
                + " attack it with more steps or a larger epsilon, or refine with smaller weights"
                + " of the penalties");
    // As robust before: not the refinement's doing.
    assertThat(new Warnings(0.8, 0.35, 0.9, List.of()).result(false, FALLING, 0.8, 0.32)).isEmpty();
  }

  @Test
  void aPenaltyThatCountsAndDoesNotFallIsTold() {
    Warnings warnings = new Warnings(0.8, 1, 0.9, List.of());
    assertThat(warnings.result(false, RISING, 0.8, 1))
        .containsExactly(
            "the LRS-1 penalty did not fall over the refinement (from 2.09 to 2.89): refine for"
                + " more steps or with a larger weight1 or step1");
    assertThat(warnings.result(false, steps(0.01f, 1.005f), 0.8, 1)).as("tiny").isEmpty();
    assertThat(warnings.result(false, RISING.subList(0, 20), 0.8, 1)).as("too few").isEmpty();
  }

  @Test
  void figuresThatAreNotMeasuredWarnOfNothing() {
    Warnings warnings = new Warnings(NAN, NAN, 0.9, List.of());
    assertThat(warnings.during(25, NAN)).isEmpty();
    assertThat(warnings.result(false, FALLING, NAN, NAN)).isEmpty();
  }
}
