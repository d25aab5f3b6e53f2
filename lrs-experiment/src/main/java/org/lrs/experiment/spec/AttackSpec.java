package org.lrs.experiment.spec;

import org.lrs.attack.AttackRecipe;
import org.lrs.attack.IterativeAttack;
import org.lrs.threat.ThreatModel;

/**
 * One attack of an experiment: a published recipe with settings.
 *
 * @param name name in results and folders
 * @param recipe name of the recipe
 * @param config the recipe's settings
 * @param threat allowed perturbations and goal
 * @param attack the composed attack
 */
public record AttackSpec(
    String name, String recipe, Record config, ThreatModel threat, IterativeAttack attack) {

  static <C extends Record> AttackSpec of(
      String name, AttackRecipe<C> recipe, C config, ThreatModel threat) {
    return new AttackSpec(name, recipe.name(), config, threat, recipe.build(config, threat));
  }
}
