package org.lrs.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;
import org.lrs.Range;
import org.lrs.data.Normalization;

/**
 * What a user needs to know of a file of weights; kept next to it as JSON, with the sizes of images
 * and the values of the normalisation among the other keys.
 *
 * <p>A card written by hand needs architecture, sizes, classes and normalisation.
 *
 * @param name of the network, or null
 * @param architecture name in {@link Architectures}
 * @param input size of its images
 * @param classes number of classes
 * @param normalization of its images
 * @param dataset what it was trained on, or null
 * @param testAccuracy share of test images that it gets right, in [0, 1]; 0 if missing
 * @param testImages how many those were; 0 if missing
 * @param sha256 of the file of weights, or null
 * @param command what made it, or null
 */
public record CheckpointCard(
    String name,
    String architecture,
    @JsonUnwrapped InputShape input,
    int classes,
    @JsonUnwrapped Normalization normalization,
    String dataset,
    Double testAccuracy,
    Integer testImages,
    String sha256,
    String command) {

  public CheckpointCard {
    Architectures.get(Objects.requireNonNull(architecture));
    Range.checkAtLeast("classes", classes, 2);
    Range.require(
        normalization.channels() == input.channels(),
        "mean and std have %s channels, the images %s"
            .formatted(normalization.channels(), input.channels()));
    testAccuracy = testAccuracy == null ? 0 : testAccuracy;
    testImages = testImages == null ? 0 : testImages;
    Range.check("testAccuracy", testAccuracy, 0, 1);
    Range.checkAtLeast("testImages", testImages, 0);
  }
}
