package org.lrs.statistics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.lrs.Source;
import org.lrs.tensor.Rng;

/**
 * Percentile bootstrap over images, for means over several targets.
 *
 * <p>The targets see the same images, so their outcomes are not independent of each other and may
 * not be counted as so many trials more. Each replicate draws as many images as there are, with
 * replacement, and takes every image with all that happened to it on all targets. The interval
 * reaches from the 2.5 % to the 97.5 % quantile of the replicates. All figures of one instance see
 * the same replicates.
 */
@Source(
    paper = "Efron: Bootstrap Methods: Another Look at the Jackknife, Annals of Statistics 7, 1979",
    at = "with the percentile interval of Efron and Tibshirani, 1993")
public final class ImageBootstrap {

  /** Number of replicates behind the intervals of reports and comparisons. */
  public static final int REPLICATES = 5000;

  private static final double TAIL = 0.025;

  private final byte[][] weights;
  private final byte[] once;

  /** The replicates of reports and comparisons: the same for the same number of images. */
  public static ImageBootstrap of(int images) {
    return new ImageBootstrap(images, REPLICATES, Rng.of(0).split("compare-images"));
  }

  /**
   * Draws the replicates.
   *
   * @param images number of images
   * @param replicates how many times they are redrawn
   * @param rng split by the number of the replicate
   */
  public ImageBootstrap(int images, int replicates, Rng rng) {
    weights = new byte[replicates][images];
    for (int r = 0; r < replicates; r++) {
      Rng draws = rng.split(r);
      for (int i = 0; i < images; i++) {
        // No image is drawn 128 times: the number is nearly Poisson with mean 1.
        weights[r][draws.nextInt(images)]++;
      }
    }
    once = new byte[images];
    Arrays.fill(once, (byte) 1);
  }

  /**
   * One target's part in a figure: (Σ plus − Σ minus) / Σ trials, a success rate or a difference of
   * two.
   *
   * @param plus images that count upwards
   * @param minus images that count downwards
   * @param trials images that count in the denominator
   */
  public record Part(BitSet plus, BitSet minus, BitSet trials) {}

  /**
   * Mean over the targets with its interval. A target without trials does not take part, in the
   * figure and in each replicate alike.
   *
   * @throws IllegalArgumentException if no target has trials
   */
  public Estimate mean(List<Part> targets) {
    List<Indices> parts = targets.stream().map(Indices::of).toList();
    double value = mean(parts, once);
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("no image counts on any target, so there is no mean");
    }
    double[] drawn =
        Arrays.stream(weights)
            .mapToDouble(replicate -> mean(parts, replicate))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return drawn.length == 0
        ? new Estimate(value, value, value)
        : new Estimate(value, Quantile.of(drawn, TAIL), Quantile.of(drawn, 1 - TAIL));
  }

  private record Indices(int[] plus, int[] minus, int[] trials) {
    static Indices of(Part part) {
      return new Indices(
          part.plus().stream().toArray(),
          part.minus().stream().toArray(),
          part.trials().stream().toArray());
    }
  }

  private static double mean(List<Indices> parts, byte[] weights) {
    double sum = 0;
    int present = 0;
    for (Indices part : parts) {
      int trials = sum(part.trials(), weights);
      if (trials > 0) {
        sum += (double) (sum(part.plus(), weights) - sum(part.minus(), weights)) / trials;
        present++;
      }
    }
    return sum / present;
  }

  private static int sum(int[] images, byte[] weights) {
    int sum = 0;
    for (int image : images) {
      sum += weights[image];
    }
    return sum;
  }
}
