package org.lrs.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.lrs.data.Normalization;

/**
 * What a user needs to know of a file of weights; kept next to it as JSON, with the sizes of images
 * and the values of the normalisation among the other keys.
 *
 * @param name of the network
 * @param architecture name in {@link Architectures}
 * @param input size of its images
 * @param classes number of classes
 * @param normalization of its images
 * @param dataset what it was trained on
 * @param testAccuracy share of test images that it gets right, in [0, 1]
 * @param testImages how many those were
 * @param sha256 of the file of weights
 * @param command what made it
 */
public record CheckpointCard(
    String name,
    String architecture,
    @JsonUnwrapped InputShape input,
    int classes,
    @JsonUnwrapped Normalization normalization,
    String dataset,
    double testAccuracy,
    int testImages,
    String sha256,
    String command) {}
