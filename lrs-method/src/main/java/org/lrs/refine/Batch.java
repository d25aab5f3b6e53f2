package org.lrs.refine;

import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/**
 * The images of one training step.
 *
 * @param images [N, C, H, W] in [0, 1], augmented
 * @param labels [N], integers
 * @param step number of the step in its run, from 0
 * @param firstOfEpoch whether this is an epoch's first batch, which one batch-norm policy depends
 *     on
 * @param draws of this epoch, keyed by image
 */
record Batch(Tensor images, Tensor labels, int step, boolean firstOfEpoch, Draws draws) {}
