package org.lrs.attack;

import java.util.Locale;

/** What kind of part an attack adds to the loop. */
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

  /** Lower-case word for lists and files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
