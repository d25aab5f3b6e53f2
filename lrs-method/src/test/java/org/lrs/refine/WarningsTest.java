package org.lrs.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private static final List<StepRecord> FALLING = steps(-0.1f);
  private static final List<StepRecord> RISING = steps(0.1f);

  private static List<StepRecord> steps(float slope) {
    List<StepRecord> steps = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      steps.add(new StepRecord(i, 1, 2 + slope * i, Float.NaN, Float.NaN, 3, 1, 0.1f));
    }
    return steps;
  }

  @Test
  void accuracyUnderItsFloorIsTold() {
    Warnings warnings = new Warnings(0.8, Double.NaN, 0.9, List.of());
    assertThat(warnings.after(2, FALLING, 0.73, Double.NaN)).isEmpty();
    assertThat(warnings.after(3, FALLING, 0.71, Double.NaN))
        .containsExactly(
            "after epoch 3 clean accuracy is 71.0 %, from 80.0 %: the penalties' weights or the"
                + " learning rate are too large");
  }

  @Test
  void surrogateThatResistsItsOwnAttackIsTold() {
    Warnings warnings = new Warnings(0.8, 1, 0.9, List.of());
    assertThat(warnings.after(1, FALLING, 0.8, 0.91)).isEmpty();
    assertThat(warnings.after(2, FALLING, 0.8, 0.6))
        .containsExactly(
            "after epoch 2 attacks on the surrogate itself succeed on 60.0 %, from 100.0 %: it is"
                + " becoming too smooth to attack");
  }

  @Test
  void penaltyThatDoesNotFallIsToldAfterTheFirstEpochAlone() {
    Warnings warnings = new Warnings(0.8, 1, 0.9, List.of());
    assertThat(warnings.after(1, RISING, 0.8, 1))
        .containsExactly(
            "the LRS-1 penalty did not fall in the first epoch (2.05 to 2.85): its weight or its"
                + " difference step is too small");
    assertThat(warnings.after(2, RISING, 0.8, 1)).isEmpty();
    assertThat(new Warnings(0.8, 1, 0.9, List.of()).after(1, FALLING, 0.8, 1)).isEmpty();
  }

  @Test
  void warningsBeforeAResumptionAreKept() {
    Warnings warnings = new Warnings(0.8, 1, 0.9, List.of("earlier"));
    warnings.after(2, FALLING, 0.1, 1);
    assertThat(warnings.all()).hasSize(2).startsWith("earlier");
  }

  @Test
  void figuresThatAreNotMeasuredWarnOfNothing() {
    Warnings warnings = new Warnings(Double.NaN, Double.NaN, 0.9, List.of());
    assertThat(warnings.after(1, FALLING, Double.NaN, Double.NaN)).isEmpty();
  }

  @Test
  void collapseInsideTheFirstEpochIsToldOnce() {
    Warnings warnings = new Warnings(0.9, Double.NaN, 0.9, List.of());
    assertThat(warnings.early(25, 0.85)).isEmpty();
    assertThat(warnings.early(50, 0.12))
        .contains(
            "after 50 steps clean accuracy is 12.0 %, from 90.0 %: the penalties' weights or the"
                + " learning rate are too large");
    assertThat(warnings.early(100, 0.1)).isEmpty();
    assertThat(warnings.all()).hasSize(1);
  }

  @Test
  void averageThatMissesTheMinimumIsTold() {
    Warnings warnings = new Warnings(0.9, Double.NaN, 0.9, List.of());
    assertThat(warnings.averaged(0.85)).isEmpty();
    assertThat(warnings.averaged(Double.NaN)).isEmpty();
    assertThat(warnings.averaged(0.5))
        .contains(
            "clean accuracy of the averaged network is 50.0 %, from 90.0 %: the networks are too"
                + " far apart, or averaging.batches is too small");
  }
}
