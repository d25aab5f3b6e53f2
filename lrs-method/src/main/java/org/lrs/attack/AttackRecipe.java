package org.lrs.attack;

import org.lrs.Source;
import org.lrs.threat.ThreatModel;

/**
 * A published attack: a named composition with its own settings. One class a recipe, found through
 * {@link AttackRecipes}; a new attack is one file in {@code org.lrs.attack.recipe} and one test.
 *
 * @param <C> its settings, a record whose constructor checks them
 */
public interface AttackRecipe<C extends Record> {
  /** Name in specs: the published one in lower case, such as {@code mi-fgsm}. */
  String name();

  /** Family, such as {@code gradient}. */
  String family();

  /** One sentence: what it adds. */
  String summary();

  /** Published settings. */
  C defaults();

  /** The attack. */
  IterativeAttack build(C config, ThreatModel threat);

  /** Where it was published. */
  default Source source() {
    Source source = getClass().getAnnotation(Source.class);
    if (source == null) {
      throw new IllegalStateException(getClass() + " lacks @Source");
    }
    return source;
  }
}
