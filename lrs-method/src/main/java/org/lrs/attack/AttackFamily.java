package org.lrs.attack;

import java.util.Locale;

/** What kind of part an attack adds to the loop: the package that its class is in. */
public enum AttackFamily {
  /** How gradients are taken and accumulated. */
  GRADIENT,
  /** What the image goes through first. */
  TRANSFORM,
  /** What is raised. */
  OBJECTIVE,
  /** How gradients flow through the surrogate. */
  BACKWARD,
  /** How several surrogates are used. */
  ENSEMBLE;

  /**
   * The family of a class.
   *
   * @throws IllegalArgumentException if its package is none of the families'
   */
  static AttackFamily of(Class<?> recipe) {
    for (AttackFamily family : values()) {
      if (recipe.getPackageName().endsWith("." + family)) {
        return family;
      }
    }
    throw new IllegalArgumentException(
        recipe + " must be in the package of a family, such as org.lrs.attack.gradient");
  }

  /** Lower-case word for lists and files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
