package org.lrs.attack;

import org.lrs.Published;
import org.lrs.threat.ThreatModel;

/**
 * A published attack: a named part of the loop, which may be combined with others. A recipe is a
 * public record of its settings, whose constructor checks them; the constructor without arguments
 * has the published ones. {@link AttackRecipes} finds it, and its documentation page is made from
 * its {@link Published} annotation. A new attack is one file in the package of its family and one
 * test.
 */
public interface AttackRecipe {
  /**
   * Sets its parts of the loop: where it does not say otherwise, what the recipe itself is, a
   * change of the surrogate's graph or one part, the latter on top of MI-FGSM.
   */
  default void addTo(Composition attack) {
    attack.part(this);
  }

  /**
   * The same recipe with other settings where those it was published with, for images of 224 pixels
   * and more, do not suit small images and the small networks made for them: a kernel, a turn, a
   * radius. {@code docs/attacks.md} says how they were chosen and what they change.
   */
  default AttackRecipe small() {
    return this;
  }

  /** The attack alone, with the LRS paper's steps. */
  default IterativeAttack build(ThreatModel threat) {
    return new Composition(threat).add(this).build();
  }

  /** The facts about it. */
  default Published published() {
    Published published = getClass().getAnnotation(Published.class);
    if (published == null) {
      throw new IllegalStateException(getClass() + " lacks @Published");
    }
    return published;
  }

  /** Name in specs: the published one in lower case, such as {@code mi-fgsm} or {@code dim}. */
  default String name() {
    return published().name();
  }

  /**
   * Short name in compound names such as {@code mi-di-ti}: {@code mi} of {@code mi-fgsm}; the name
   * itself, if there is no shorter one.
   */
  default String shortName() {
    return published().shortName().isEmpty() ? name() : published().shortName();
  }

  /** What kind of part it adds. */
  default AttackFamily family() {
    return AttackFamily.of(getClass());
  }
}
