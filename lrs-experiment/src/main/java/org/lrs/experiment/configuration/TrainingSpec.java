package org.lrs.experiment.configuration;

import java.util.Optional;
import org.lrs.data.Augmentation;
import org.lrs.data.Normalization;
import org.lrs.refine.Schedule;
import org.lrs.refine.Training;

/**
 * A network to train from scratch.
 *
 * @param name name of the network
 * @param seed root of the initial weights, the order of the images and their augmentation
 * @param data images to train on and to test on
 * @param architecture name of the architecture
 * @param normalization what is done to images first; empty for nothing
 * @param training how it is trained
 * @param source the text it was read from, with the overrides as comments
 */
public record TrainingSpec(
    String name,
    long seed,
    DataSpec data,
    String architecture,
    Optional<Normalization> normalization,
    Training training,
    String source) {

  /** Settings that train small networks on small images well; a spec changes any of them. */
  static Training defaults() {
    return Training.basic()
        .epochs(10)
        .learningRate(0.1)
        .schedule(Schedule.COSINE)
        .clipNorm(5)
        .warmUpSteps(0)
        .augmentation(new Augmentation(2, true))
        .accuracyFloor(0);
  }
}
