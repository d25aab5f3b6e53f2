package org.lrs.analysis;

/**
 * One value for each image, with their distribution.
 *
 * @param values in the order of the images
 * @param distribution of the values
 */
public record PerImage(double[] values, Distribution distribution) {

  /** The values with their distribution. */
  public static PerImage of(double... values) {
    return new PerImage(values, Distribution.of(values));
  }
}
