package org.lrs.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

class BudgetTest {
  private static final ThreatModel THREAT =
      new ThreatModel(new LinfBall(8 / 255.0), Goal.UNTARGETED);

  private static IterativeAttack attack(AttackRecipe recipe) {
    return recipe.build(THREAT);
  }

  private static IterativeAttack attack(String name) {
    return attack(AttackRecipes.get(name));
  }

  /** All but those that take one step whatever is asked for. */
  static Stream<AttackRecipe> recipes() {
    return AttackRecipes.all().stream().filter(r -> attack(r).steps().count() > 1);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void budgetPaysForAsManyStepsAsDoNotExceedIt(AttackRecipe recipe) {
    for (int networks : new int[] {1, 3}) {
      int one = (int) costOf(recipe, 1, networks);
      for (int budget : new int[] {one, 2 * one + 1, 7 * one - 1}) {
        int steps = attack(recipe).within(budget, networks).steps().count();
        assertThat(costOf(recipe, steps, networks)).isLessThanOrEqualTo(budget);
        assertThat(costOf(recipe, steps + 1, networks)).isGreaterThan(budget);
      }
    }
  }

  private static long costOf(AttackRecipe recipe, int steps, int networks) {
    return new Composition(THREAT)
        .add(recipe)
        .steps(new Steps(1 / 255.0, steps))
        .build()
        .gradientEvaluations(networks);
  }

  @Test
  void stepsOfKnownAttacksFollowFromTheirCost() {
    assertThat(attack("mi-fgsm").within(200, 1).steps().count()).isEqualTo(200);
    // 20 neighbours and the place itself: 9 · 21 = 189, 10 · 21 = 210.
    assertThat(attack("vmi-fgsm").within(200, 1).steps().count()).isEqualTo(9);
    assertThat(attack("vmi-fgsm").within(200, 3).steps().count()).isEqualTo(3);
    // The first step costs one, the others eleven: 1 + 18 · 11 = 199.
    assertThat(attack("emi-fgsm").within(200, 1).steps().count()).isEqualTo(19);
  }

  @Test
  void budgetTooSmallForOneStepNamesItsCost() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> attack("vmi-fgsm").within(20, 1))
        .withMessage(
            "one step of this attack costs 21 gradient evaluations per image, got gradients: 20");
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void costGrowsFromStepToStepUpToTheWholeAttack(AttackRecipe recipe) {
    IterativeAttack attack = attack(recipe);
    long before = 0;
    for (int done = 1; done <= attack.steps().count(); done++) {
      long now = attack.gradientEvaluations(1, done);
      assertThat(now).isGreaterThan(before);
      before = now;
    }
    assertThat(before).isEqualTo(attack.gradientEvaluations(1));
  }

  @Test
  void reverseAttackThatBeginsLateCostsNothingBefore() {
    // RAP begins at step 12 of 50, and then costs 8 more a step.
    assertThat(attack("rap").gradientEvaluations(1, 12)).isEqualTo(12);
    assertThat(attack("rap").gradientEvaluations(1, 14)).isEqualTo(14 + 2 * 8);
  }
}
