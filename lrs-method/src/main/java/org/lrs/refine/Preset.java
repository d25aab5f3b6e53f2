package org.lrs.refine;

/** Settings to start from. Any of them may be set to other values afterwards. */
public enum Preset {
  /** The default: the best recipe known, from a softened start to the mean of the weights. */
  STABLE,
  /**
   * Clipped and warmed up, so that the surrogate keeps its clean accuracy; from the network as it
   * is to the last weights. The default before {@link #STABLE} was found.
   */
  BASIC,
  /**
   * The settings of the published CIFAR-10 release: no clipping, no warm-up. On small,
   * overconfident networks they start with a collapse of clean accuracy.
   */
  PUBLISHED;

  /** A training with cross-entropy alone. */
  public Training training() {
    return switch (this) {
      case STABLE -> Training.stable();
      case BASIC -> Training.basic();
      case PUBLISHED -> Training.published();
    };
  }
}
