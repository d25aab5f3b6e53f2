package org.lrs.refine;

import java.util.Map;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.Records;
import org.lrs.data.Augmentation;
import org.lrs.model.Classifier;

/**
 * The plain settings of a training: whatever is a number or a choice, and no term, step rule or
 * outcome.
 *
 * @param epochs passes over the training images
 * @param maxSteps stop after that many steps; 0 for no such limit
 * @param batchSize images per step; a last, smaller batch is left out
 * @param learningRate at the start
 * @param schedule how it falls
 * @param momentum of SGD, in [0, 1)
 * @param weightDecay L2 decay of every trained parameter
 * @param clipNorm largest norm of the whole gradient; 0 for no clipping
 * @param warmUpSteps steps over which the weights of penalties rise linearly from 0
 * @param stepWarmUpSteps steps over which h2 rises linearly from a tenth, as CURE does; 0 for none
 * @param augmentation of training images
 * @param accuracyFloor share of clean accuracy, relative to the start's, under which a warning is
 *     given
 * @param checkpointSeconds time between checkpoints inside an epoch
 * @param batchNorm which statistics batch normalisation uses in each pass
 * @param crossEntropyWeight factor of the clean images' cross-entropy; 0 leaves it out
 * @param labelSmoothing share of the label that all classes have in common, in [0, 1); it changes
 *     the cross-entropy in every term
 * @param temperature what the logits are divided by before the first step, in [0.01, 100]; 1 leaves
 *     them; empty for one measured from the network's own confidence, see {@link SoftenedStart}
 */
public record TrainingSettings(
    int epochs,
    int maxSteps,
    int batchSize,
    double learningRate,
    Schedule schedule,
    double momentum,
    double weightDecay,
    double clipNorm,
    int warmUpSteps,
    int stepWarmUpSteps,
    Augmentation augmentation,
    double accuracyFloor,
    int checkpointSeconds,
    BatchNormPolicy batchNorm,
    double crossEntropyWeight,
    double labelSmoothing,
    Optional<Double> temperature) {

  static final TrainingSettings BASIC =
      new TrainingSettings(
          1,
          0,
          128,
          1e-2,
          Schedule.CONSTANT,
          0.9,
          5e-4,
          1,
          25,
          0,
          new Augmentation(4, true),
          0.9,
          60,
          BatchNormPolicy.CLEAN_PASS,
          1,
          0,
          Optional.of(1.0));

  static final TrainingSettings STABLE =
      Records.with(
          BASIC,
          Map.of(
              "batchSize",
              64,
              "learningRate",
              0.1,
              "schedule",
              Schedule.COSINE,
              "temperature",
              Optional.empty()));

  public TrainingSettings {
    Range.checkAtLeast("epochs", epochs, 1);
    Range.checkAtLeast("maxSteps", maxSteps, 0);
    Range.checkAtLeast("batchSize", batchSize, 2);
    Range.checkAbove("learningRate", learningRate, 0, 10);
    Range.checkBelow("momentum", momentum, 0, 1);
    Range.checkBelow("weightDecay", weightDecay, 0, 1);
    Range.checkNotNegative("clipNorm", clipNorm);
    Range.checkAtLeast("warmUpSteps", warmUpSteps, 0);
    Range.checkAtLeast("stepWarmUpSteps", stepWarmUpSteps, 0);
    Range.check("accuracyFloor", accuracyFloor, 0, 1);
    Range.checkAtLeast("checkpointSeconds", checkpointSeconds, 1);
    Range.checkFactor("crossEntropyWeight", crossEntropyWeight);
    Range.checkBelow("labelSmoothing", labelSmoothing, 0, 1);
    temperature.ifPresent(Classifier::temperature);
  }

  /** Steps of a run on that many images. */
  public int totalSteps(int images) {
    int perEpoch = images / batchSize;
    Range.require(
        perEpoch > 0,
        "batchSize " + batchSize + " is larger than the training set of " + images + " images");
    long all = (long) perEpoch * epochs;
    long steps = maxSteps > 0 ? Math.min(all, maxSteps) : all;
    Range.require(
        steps <= Integer.MAX_VALUE,
        "epochs " + epochs + " of " + perEpoch + " steps each are more than can be counted");
    return (int) steps;
  }

  /** Factor of the penalties' weights in a step, from 0, in (0, 1]. */
  double warmUp(int step) {
    return ramp(step + 1, warmUpSteps);
  }

  /** Factor of h2 in a step, from 0, in [0.1, 1]. */
  double stepWarmUp(int step) {
    return 0.1 + 0.9 * ramp(step, stepWarmUpSteps);
  }

  private static double ramp(int step, int steps) {
    return steps == 0 ? 1 : Math.min(1.0, step / (double) steps);
  }
}
