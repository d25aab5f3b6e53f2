package org.lrs.threat;

/** What the attack aims at. */
public enum Goal {
  /** Any class but the true one. */
  UNTARGETED,
  /** Predicted as the target class. */
  TARGETED
}
