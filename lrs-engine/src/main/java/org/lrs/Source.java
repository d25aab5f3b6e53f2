package org.lrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where the formula that a class implements was published. {@code docs/paper-map.md} is generated
 * from these.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Source {
  /** Authors, title, venue, arXiv number. */
  String paper();

  /** Section, equation or name inside the paper. */
  String at() default "";

  /** The paper that this project is about. */
  String LRS =
      "Wu, Luo, Wunsch: LRS: Enhancing Adversarial Transferability through Lipschitz Regularized"
          + " Surrogate, AAAI 2024, arXiv 2312.13118";
}
