package org.lrs.evaluate;

import java.util.List;

/**
 * What a saved set of adversarial images keeps of its promise. Lengths are in units of pixels in
 * [0, 1].
 *
 * @param images number of images
 * @param compared how many of them were compared with a clean image
 * @param norm {@code linf} or {@code l2}
 * @param epsilon radius of the promised ball
 * @param form how the images are saved and how that was understood
 * @param pairing how clean images were found
 * @param maxLinf largest change of a value
 * @param maxL2 largest Euclidean length of a change
 * @param unchanged images that are their clean image
 * @param duplicates images equal to an earlier one, pixel for pixel
 * @param broken images that break a rule, or 1 if the set as a whole does
 * @param violations every rule that is broken, in the order of the images
 */
public record Verification(
    int images,
    int compared,
    String norm,
    double epsilon,
    String form,
    String pairing,
    double maxLinf,
    double maxL2,
    int unchanged,
    int duplicates,
    int broken,
    List<Violation> violations) {

  /** What has to hold. */
  public enum Rule {
    /** As many images as clean ones, where nothing but their order pairs them. */
    COUNT,
    /** Ids and file names are unique, and those of a clean image. */
    ID,
    /** Labels are classes, and those of the clean image. */
    LABEL,
    /** The size of the clean image. */
    SHAPE,
    /** No value is darker than black or brighter than white. */
    RANGE,
    /** Every value is one of 256 grey levels. */
    GREY_LEVELS,
    /** The image lies in the ball around the clean one. */
    EPSILON
  }

  /**
   * One image that breaks one rule.
   *
   * @param image its id, file or position; null if it is the whole set
   * @param by by how much, in grey levels; null where that means nothing
   */
  public record Violation(Rule rule, String image, String sentence, Double by) {}

  public Verification {
    violations = List.copyOf(violations);
  }

  /** Whether the set keeps all it promises. */
  public boolean kept() {
    return violations.isEmpty();
  }
}
