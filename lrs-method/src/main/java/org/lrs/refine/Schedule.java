package org.lrs.refine;

/** Learning rate over the course of training, as a factor of its start. */
public enum Schedule {
  /** Always 1. */
  CONSTANT {
    @Override
    double factor(double progress) {
      return 1;
    }
  },
  /** Half a cosine, from 1 to 0 (Loshchilov and Hutter 2017). */
  COSINE {
    @Override
    double factor(double progress) {
      return 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    }
  },
  /** A tenth after half of the steps, a hundredth after three quarters. */
  STEPS {
    @Override
    double factor(double progress) {
      return progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
    }
  };

  /** Factor at a share of the steps in [0, 1). */
  abstract double factor(double progress);
}
