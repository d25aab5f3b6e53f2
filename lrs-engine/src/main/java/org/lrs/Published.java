package org.lrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The facts about a recipe, an attack or a refinement that a catalogue finds: all that its
 * documentation page and its row of {@code docs/paper-map.md} are generated from.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Published {
  /** Name in specs: the published one in lower case, such as {@code mi-fgsm} or {@code swag}. */
  String name();

  /** Short name in compounds such as {@code mi-di-ti}; empty where there is none. */
  String shortName() default "";

  /** What it adds, in one phrase. */
  String summary();

  /** Authors, title, venue, arXiv number. */
  String paper();

  /** Section, equation or name inside the paper. */
  String at();

  /** Plain text with Unicode mathematics, one equation a line. */
  String formula();

  /** How other tools or its paper do it differently, one sentence each; or that they do not. */
  String differences();
}
