package org.lrs.refine;

import org.lrs.model.Classifier;

/**
 * A figure of the network under training, measured at the start, early on and after each epoch: its
 * clean accuracy, or the success of an attack on itself, on which this package does not depend.
 */
@FunctionalInterface
public interface Probe {
  /** The figure, in [0, 1], or NaN where it is not measured. */
  double of(Classifier classifier);
}
