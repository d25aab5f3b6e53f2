package org.lrs.refine;

/** Learning rate over the course of training, as a factor of its start. */
public enum Schedule {
  /** Always 1. */
  CONSTANT,
  /** Half a cosine, from 1 to 0 (Loshchilov and Hutter 2017). */
  COSINE,
  /** A tenth after half of the steps, a hundredth after three quarters. */
  STEPS;

  /** Factor at a share of the steps in [0, 1). */
  double factor(double progress) {
    return switch (this) {
      case CONSTANT -> 1;
      case COSINE -> 0.5 * (1 + StrictMath.cos(Math.PI * progress));
      case STEPS -> progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
    };
  }
}
