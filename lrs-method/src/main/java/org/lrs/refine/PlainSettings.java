package org.lrs.refine;

import java.util.Optional;
import org.lrs.data.Augmentation;

/**
 * What has the plain settings of a training and gives a copy with one of them changed: a method for
 * each component of {@link TrainingSettings}, which says what it is and checks it.
 *
 * @param <T> the copy
 */
public interface PlainSettings<T> {

  /**
   * A copy with another value of a setting.
   *
   * @param name of the component
   * @throws IllegalArgumentException for an unknown name, or a value outside the setting's range
   */
  T set(String name, Object value);

  /** Passes over the training images. */
  default T epochs(int value) {
    return set("epochs", value);
  }

  /** Limit of steps; 0 for none. */
  default T maxSteps(int value) {
    return set("maxSteps", value);
  }

  /** Images per step. */
  default T batchSize(int value) {
    return set("batchSize", value);
  }

  /** Learning rate at the start. */
  default T learningRate(double value) {
    return set("learningRate", value);
  }

  /** How the learning rate falls. */
  default T schedule(Schedule value) {
    return set("schedule", value);
  }

  /** Momentum of SGD. */
  default T momentum(double value) {
    return set("momentum", value);
  }

  /** L2 decay of every trained parameter. */
  default T weightDecay(double value) {
    return set("weightDecay", value);
  }

  /** Largest norm of the whole gradient; 0 for no clipping. */
  default T clipNorm(double value) {
    return set("clipNorm", value);
  }

  /** Steps over which the weights of penalties rise. */
  default T warmUpSteps(int value) {
    return set("warmUpSteps", value);
  }

  /** Steps over which h2 rises. */
  default T stepWarmUpSteps(int value) {
    return set("stepWarmUpSteps", value);
  }

  /** Augmentation of training images. */
  default T augmentation(Augmentation value) {
    return set("augmentation", value);
  }

  /** Share of the starting accuracy under which a warning is given. */
  default T accuracyFloor(double value) {
    return set("accuracyFloor", value);
  }

  /** Time between checkpoints inside an epoch. */
  default T checkpointSeconds(int value) {
    return set("checkpointSeconds", value);
  }

  /** Which statistics batch normalisation uses in each pass. */
  default T batchNorm(BatchNormPolicy value) {
    return set("batchNorm", value);
  }

  /** Factor of the clean images' cross-entropy. */
  default T crossEntropyWeight(double value) {
    return set("crossEntropyWeight", value);
  }

  /** Share of the label that all classes have in common. */
  default T labelSmoothing(double value) {
    return set("labelSmoothing", value);
  }

  /** What the logits are divided by before the first step; 1 leaves them. */
  default T temperature(double value) {
    return set("temperature", Optional.of(value));
  }
}
