/**
 * Transfer attacks, composed of small values around one loop.
 *
 * <p>Read {@link org.lrs.attack.IterativeAttack} first. An attack is a start, a query point, a
 * gradient estimator, an update rule and a loss; {@code org.lrs.attack.recipe} names the published
 * combinations. Pieces are immutable; what changes during a run lives in the kernels that they
 * begin. This package sees neither targets nor how a surrogate was refined.
 */
package org.lrs.attack;
