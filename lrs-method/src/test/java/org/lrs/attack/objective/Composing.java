package org.lrs.attack.objective;

import org.lrs.attack.AttackRecipe;
import org.lrs.attack.Composition;
import org.lrs.attack.IterativeAttack;
import org.lrs.threat.Goal;
import org.lrs.threat.LinfBall;
import org.lrs.threat.ThreatModel;

/** Recipes put together with their published settings. */
final class Composing {
  static final ThreatModel THREAT = new ThreatModel(new LinfBall(8 / 255.0), Goal.UNTARGETED);

  private Composing() {}

  static IterativeAttack of(AttackRecipe... recipes) {
    Composition attack = new Composition(THREAT);
    for (AttackRecipe recipe : recipes) {
      attack.add(recipe);
    }
    return attack.build();
  }
}
