package org.lrs.data;

import java.util.Arrays;
import org.lrs.tensor.Tensor;

/**
 * Channel-wise normalisation of an image: (x − mean) / std.
 *
 * <p>Mean and std have the unit of x: [0, 1], except where a target reads pixels as 0 to 255.
 *
 * <p>Immutable; the arrays are copied in and out.
 *
 * @param mean mean of each channel
 * @param std standard deviation of each channel, greater than 0
 */
public record Normalization(double[] mean, double[] std) {

  /**
   * Checks and copies both arrays.
   *
   * @throws IllegalArgumentException if the lengths differ, are 0, or a value is unusable
   */
  public Normalization {
    mean = mean.clone();
    std = std.clone();
    if (mean.length == 0 || mean.length != std.length) {
      throw new IllegalArgumentException(
          "normalization needs one mean and one std per channel, got "
              + mean.length
              + " means and "
              + std.length
              + " stds");
    }
    for (int c = 0; c < mean.length; c++) {
      if (!Double.isFinite(mean[c])) {
        throw new IllegalArgumentException(
            "normalization mean must be finite, got " + mean[c] + " for channel " + c);
      }
      if (!(std[c] > 0) || !Double.isFinite(std[c])) {
        throw new IllegalArgumentException(
            "normalization std must be greater than 0, got " + std[c] + " for channel " + c);
      }
    }
  }

  /** No change: mean 0, std 1. */
  public static Normalization none(int channels) {
    double[] ones = new double[channels];
    Arrays.fill(ones, 1);
    return new Normalization(new double[channels], ones);
  }

  /** Whether it changes nothing. */
  public boolean isIdentity() {
    return equals(none(channels()));
  }

  /** (x - mean) / std of images [N, C, H, W]. */
  public Tensor apply(Tensor images) {
    return images.subtract(meanLike()).divide(stdLike());
  }

  /** mean as [1, C, 1, 1]. */
  public Tensor meanLike() {
    return perChannel(mean);
  }

  /** std as [1, C, 1, 1]: the factor from lengths in normalised units to pixel units. */
  public Tensor stdLike() {
    return perChannel(std);
  }

  private static Tensor perChannel(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(floats, 1, floats.length, 1, 1);
  }

  /** The number of channels. */
  public int channels() {
    return mean.length;
  }

  /** Mean of each channel, a copy. */
  @Override
  public double[] mean() {
    return mean.clone();
  }

  /** Standard deviation of each channel, a copy. */
  @Override
  public double[] std() {
    return std.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Normalization n
        && Arrays.equals(mean, n.mean)
        && Arrays.equals(std, n.std);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
  }

  @Override
  public String toString() {
    return "Normalization[mean=" + Arrays.toString(mean) + ", std=" + Arrays.toString(std) + "]";
  }
}
