package org.lrs.threat;

/**
 * How far one image moved, in grey levels (1/255).
 *
 * @param largest largest change of a value: 255 · ‖δ‖∞
 * @param squares sum of the squared changes: 255² · ‖δ‖₂²; exact for whole levels
 */
public record GreyChange(double largest, double squares) {

  /**
   * From one image to another.
   *
   * @param clean values in grey levels
   * @param moved as many values in the same order
   */
  public static GreyChange between(float[] clean, float[] moved) {
    double largest = 0;
    double squares = 0;
    for (int j = 0; j < clean.length; j++) {
      double change = Math.abs((double) moved[j] - clean[j]);
      largest = Math.max(largest, change);
      squares += change * change;
    }
    return new GreyChange(largest, squares);
  }
}
