package org.lrs.threat;

/** What the attack wants of a prediction. */
public enum Goal {
  /** Any class but the true one. */
  UNTARGETED,
  /** The class that was asked for. */
  TARGETED
}
