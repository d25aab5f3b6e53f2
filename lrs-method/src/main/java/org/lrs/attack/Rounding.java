package org.lrs.attack;

import org.lrs.Range;

/**
 * What rounding to 8 bits cost on the surrogate itself.
 *
 * @param lost images that fooled the surrogate before rounding and no longer do after
 * @param unrepaired those of them that still do not after the repair; all if there was none
 */
public record Rounding(int lost, int unrepaired) {
  /** Nothing lost. */
  public static final Rounding NONE = new Rounding(0, 0);

  public Rounding {
    Range.require(
        unrepaired >= 0 && unrepaired <= lost,
        "unrepaired must lie in [0, lost], got " + unrepaired + " of " + lost);
  }

  /** Both together. */
  public Rounding plus(Rounding other) {
    return new Rounding(lost + other.lost, unrepaired + other.unrepaired);
  }
}
