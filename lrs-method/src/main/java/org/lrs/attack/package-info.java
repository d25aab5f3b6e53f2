/**
 * Transfer attacks, composed of small values around one loop.
 *
 * <p>Read {@link org.lrs.attack.IterativeAttack} first. An attack is a start, a query point, a
 * gradient estimator, an update rule and a loss; the packages below name the published combinations
 * by family. {@link org.lrs.attack.Attack} is how a Java program composes one. Pieces are
 * immutable; what changes during a run lives in the kernels that they begin. This package depends
 * neither on targets nor on how a surrogate was refined.
 */
package org.lrs.attack;
