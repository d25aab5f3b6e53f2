package org.lrs;

import java.util.Locale;
import org.lrs.attack.AttackFamily;
import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.IterativeAttack;
import org.lrs.attack.Steps;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/** What an attack costs with its published settings, in gradient evaluations for each image. */
final class AttackCost {
  private static final int SURROGATES = 3;

  private AttackCost() {}

  /** Cost of a step, and of all steps. */
  static String sentence(AttackRecipe recipe) {
    IterativeAttack published = attack(recipe, Steps.PUBLISHED);
    int steps = published.steps().count();
    long before = published.objective().evaluationsToBegin();
    StringBuilder text = new StringBuilder("Gradient evaluations for each image: ");
    text.append(perStep(recipe, 1)).append(" a step on one surrogate");
    if (recipe.family() == AttackFamily.ENSEMBLE) {
      text.append(", ").append(perStep(recipe, SURROGATES)).append(" on three");
    }
    if (before > 0) {
      text.append(", and ").append(before).append(" before the first step");
    }
    text.append(". In all on one surrogate: ");
    if (steps > 1) {
      text.append(String.format(Locale.ROOT, "%,d in 10 steps, ", total(recipe, 10)));
    }
    String all =
        steps == 1
            ? "its one step"
            : "%d steps of %s, which are taken unless a spec says otherwise"
                .formatted(steps, AttackPages.text(published.steps().size()));
    return text.append(String.format(Locale.ROOT, "%,d in %s.", total(recipe, steps), all))
        .toString();
  }

  /** Cost of a step: on three surrogates, where the attack is about several. */
  static String perStep(AttackRecipe recipe) {
    return recipe.family() == AttackFamily.ENSEMBLE
        ? perStep(recipe, SURROGATES) + " on 3 surrogates"
        : perStep(recipe, 1);
  }

  private static String perStep(AttackRecipe recipe, int surrogates) {
    IterativeAttack attack = attack(recipe, Steps.PUBLISHED);
    long before = surrogates * attack.objective().evaluationsToBegin();
    double all = attack.gradientEvaluations(surrogates) - before;
    double each = all / attack.steps().count();
    return each == Math.rint(each)
        ? String.format(Locale.ROOT, "%,d", Math.round(each))
        : String.format(Locale.ROOT, "on average %.1f", each);
  }

  private static long total(AttackRecipe recipe, int steps) {
    return attack(recipe, new Steps(Steps.PUBLISHED.size(), steps)).gradientEvaluations(1);
  }

  /** The attack with these steps, unless it has steps of its own. */
  private static IterativeAttack attack(AttackRecipe recipe, Steps steps) {
    ThreatModel threat = new ThreatModel(new LinfBall(8 / 255.0), Goal.UNTARGETED);
    Composition composition = new Composition(threat).add(recipe);
    IterativeAttack published = composition.build();
    return published.steps().equals(Steps.PUBLISHED) ? composition.steps(steps).build() : published;
  }
}
