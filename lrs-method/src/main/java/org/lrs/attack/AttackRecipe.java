package org.lrs.attack;

import org.lrs.Source;
import org.lrs.threat.ThreatModel;

/**
 * A published attack: a named part of the loop with its own settings, which may be combined with
 * others. One class a recipe, found through {@link AttackRecipes}; a new attack is one file in
 * {@code org.lrs.attack.recipe} and one test. Its documentation page is made from it.
 *
 * @param <C> its settings, a public record whose constructor checks them
 */
public interface AttackRecipe<C extends Record> {
  /** Name in specs: the published one in lower case, such as {@code mi-fgsm} or {@code dim}. */
  String name();

  /**
   * Short name in compound names such as {@code mi-di-ti}: {@code mi} of {@code mi-fgsm}; the name
   * itself, if there is no shorter one.
   */
  default String shortName() {
    return name();
  }

  /** What kind of part it adds. */
  AttackFamily family();

  /** One sentence: what it adds. */
  String summary();

  /** Its formula, in plain text with Unicode mathematics, one equation a line. */
  String formula();

  /**
   * How it differs in other tools (TransferAttack, torchattacks, foolbox) or from its paper; one
   * sentence each, or that it does not.
   */
  String differences();

  /** Published settings. */
  C defaults();

  /** Sets its parts of the loop. */
  void addTo(Composition attack, C config);

  /** The attack alone, with the LRS paper's steps. */
  default IterativeAttack build(C config, ThreatModel threat) {
    return new Composition(threat).add(this, config).build();
  }

  /** Where it was published. */
  default Source source() {
    Source source = getClass().getAnnotation(Source.class);
    if (source == null) {
      throw new IllegalStateException(getClass() + " lacks @Source");
    }
    return source;
  }
}
