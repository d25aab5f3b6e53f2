package org.lrs.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.lrs.Range;
import org.lrs.tensor.Tensor;

/**
 * Channel-wise normalisation of an image: (x − mean) / std.
 *
 * <p>Mean and std have the unit of x: [0, 1], except where a target reads pixels as 0 to 255.
 *
 * @param mean mean of each channel
 * @param std standard deviation of each channel, greater than 0
 */
public record Normalization(List<Double> mean, List<Double> std) {

  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    Range.require(
        !mean.isEmpty() && mean.size() == std.size(),
        "normalization needs one mean and one std per channel, got %s means and %s stds"
            .formatted(mean.size(), std.size()));
    for (int c = 0; c < mean.size(); c++) {
      Range.require(
          Double.isFinite(mean.get(c)),
          "normalization mean must be finite, got " + mean.get(c) + " for channel " + c);
      Range.require(
          std.get(c) > 0 && Double.isFinite(std.get(c)),
          "normalization std must be greater than 0, got " + std.get(c) + " for channel " + c);
    }
  }

  /** The normalisation by these values, one for each channel. */
  public Normalization(double[] mean, double[] std) {
    this(Arrays.stream(mean).boxed().toList(), Arrays.stream(std).boxed().toList());
  }

  /** No change: mean 0, std 1. */
  public static Normalization none(int channels) {
    return new Normalization(
        Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
  }

  /**
   * This normalisation, of pixels of 0 to 1.
   *
   * @param network it belongs to, for messages
   * @throws IllegalArgumentException if a mean is beyond 1, as for pixels of 0 to 255
   */
  public Normalization ofUnitPixels(String network) {
    for (double one : mean) {
      Range.require(
          one <= 1,
          "normalization of '%s' has the mean %s, but pixels are in [0, 1]; divide mean and std by 255"
              .formatted(network, one));
    }
    return this;
  }

  /** Whether it changes nothing. */
  public boolean changesNothing() {
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

  private static Tensor perChannel(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return Tensor.of(floats, 1, floats.length, 1, 1);
  }

  /** The number of channels. */
  public int channels() {
    return mean.size();
  }
}
