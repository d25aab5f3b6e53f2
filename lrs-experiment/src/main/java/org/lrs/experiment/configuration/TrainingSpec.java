package org.lrs.experiment.configuration;

import java.util.Optional;
import org.lrs.data.Augmentation;
import org.lrs.data.Normalization;
import org.lrs.lipschitz.BatchNormPolicy;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.LrsSettings;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.refine.FineTuneSettings;
import org.lrs.refine.Schedule;

/**
 * A network to train from nothing.
 *
 * @param name name of the network
 * @param seed root of the first numbers, the order of the images and their augmentation
 * @param data images to train on and to test on
 * @param architecture name of the architecture
 * @param normalization what is done to images first; empty for nothing
 * @param settings how it is trained
 * @param source the text it was read from, with the overrides as comments
 */
public record TrainingSpec(
    String name,
    long seed,
    DataSpec data,
    String architecture,
    Optional<Normalization> normalization,
    FineTuneSettings settings,
    String source) {

  /** Settings that train small networks on small images well; a spec changes any of them. */
  static FineTuneSettings defaults() {
    return new FineTuneSettings(
        10,
        0,
        128,
        0.1,
        Schedule.COSINE,
        0.9,
        5e-4,
        5,
        0,
        0,
        new Augmentation(2, true),
        0,
        60,
        new LrsSettings(
            1,
            0,
            0,
            DifferenceStep.normalized(0.01),
            DifferenceStep.normalized(1.5),
            PenaltyMode.PAPER,
            BatchNormPolicy.CLEAN_PASS));
  }
}
