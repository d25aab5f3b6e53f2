package org.lrs.model;

import java.nio.file.Path;
import java.util.List;
import org.lrs.data.Normalization;
import org.lrs.format.Checksums;

/**
 * What a user needs to know of a file of weights; kept next to it as JSON.
 *
 * @param name of the network
 * @param architecture name in {@link Architectures}
 * @param channels of its images
 * @param height of its images
 * @param width of its images
 * @param classes number of classes
 * @param mean per-channel mean of the normalisation
 * @param std per-channel standard deviation of the normalisation
 * @param dataset what it was trained on
 * @param testAccuracy share of test images that it gets right, in [0, 1]
 * @param testImages how many those were
 * @param sha256 of the file of weights
 * @param command what made it
 */
public record CheckpointCard(
    String name,
    String architecture,
    int channels,
    int height,
    int width,
    int classes,
    List<Double> mean,
    List<Double> std,
    String dataset,
    double testAccuracy,
    int testImages,
    String sha256,
    String command) {

  /**
   * The card of a file of weights, of which it takes the digest.
   *
   * @throws org.lrs.format.FormatException if the file cannot be read
   */
  public static CheckpointCard of(
      String name,
      String architecture,
      InputShape input,
      int classes,
      Normalization normalization,
      String dataset,
      double testAccuracy,
      int testImages,
      Path weights,
      String command) {
    return new CheckpointCard(
        name,
        architecture,
        input.channels(),
        input.height(),
        input.width(),
        classes,
        normalization.mean(),
        normalization.std(),
        dataset,
        testAccuracy,
        testImages,
        Checksums.sha256(weights),
        command);
  }

  /** The normalisation. */
  public Normalization normalization() {
    return new Normalization(mean, std);
  }

  /** Size of the images. */
  public InputShape input() {
    return new InputShape(channels, height, width);
  }
}
