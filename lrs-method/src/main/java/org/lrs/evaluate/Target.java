package org.lrs.evaluate;

import org.lrs.data.Images;

/**
 * A classifier under attack: it gives predictions, never gradients.
 *
 * <p>A target gets 8-bit images exactly as they are saved, and applies its own normalisation.
 */
public interface Target extends AutoCloseable {

  /** The name in specs and reports. */
  String name();

  /** The number of classes; the length of each row of {@link #scores}. */
  int classes();

  /**
   * Scores of the images; the predicted class is the one with the largest score.
   *
   * @param images [N, C, H, W], values 0 to 255
   * @return [N][classes], scores on any scale that grows with confidence, in the order of the
   *     images
   * @throws IllegalArgumentException if the images do not fit the model's input
   * @throws IllegalStateException if the target is closed
   */
  float[][] scores(Images images);

  /** Frees native memory; a second call does nothing. */
  @Override
  void close();
}
