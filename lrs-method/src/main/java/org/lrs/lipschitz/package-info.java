/**
 * The paper: the two penalties, their sum with the cross-entropy, and the empirical Lipschitz
 * constant.
 *
 * <p>Read {@link org.lrs.lipschitz.LrsLoss} first; {@link org.lrs.lipschitz.GradientNormPenalty} is
 * LRS-1 and {@link org.lrs.lipschitz.CurvaturePenalty} is LRS-2. This package knows nothing of
 * attacks: any attack runs unchanged on the refined surrogate.
 */
package org.lrs.lipschitz;
