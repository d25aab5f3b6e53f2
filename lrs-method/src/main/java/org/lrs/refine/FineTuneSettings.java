package org.lrs.refine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lrs.data.Augmentation;
import org.lrs.lipschitz.LrsSettings;

/**
 * Everything that decides how a network is trained.
 *
 * @param epochs passes over the training images
 * @param maxSteps stop after that many steps; 0 for no such limit
 * @param batchSize images per step; a last, smaller batch is left out
 * @param learningRate at the start
 * @param schedule how it falls
 * @param momentum of SGD, in [0, 1)
 * @param weightDecay L2 decay of every trained parameter
 * @param clipNorm largest norm of the whole gradient; 0 for no clipping
 * @param warmUpSteps steps over which the penalties' weights rise linearly from 0
 * @param stepWarmUpSteps steps over which h2 rises linearly from a tenth, as CURE does; 0 for none
 * @param augmentation of training images
 * @param accuracyFloor share of clean accuracy, relative to the start's, under which a warning is
 *     given
 * @param checkpointSeconds time between checkpoints inside an epoch
 * @param lrs weights, steps and mode of the penalties
 * @param labelSmoothing share of the label that all classes have in common, in (0, 1) (Szegedy et
 *     al. 2016); it changes the cross-entropy in every term
 * @param adversarial cross-entropy of adversarial images
 * @param inputGradient squared norm of the loss's gradient, by double backward
 * @param jacobian squared norm of the logits' Jacobian
 * @param sharpness where in the neighbourhood the gradient is taken
 * @param averaging which of the numbers on the way make the outcome
 */
public record FineTuneSettings(
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
    LrsSettings lrs,
    Optional<Double> labelSmoothing,
    Optional<AdversarialTraining> adversarial,
    Optional<InputGradientPenalty> inputGradient,
    Optional<JacobianPenalty> jacobian,
    Optional<Sharpness> sharpness,
    Optional<Averaging> averaging) {

  /** Settings with cross-entropy and Lipschitz penalties alone. */
  public FineTuneSettings(
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
      LrsSettings lrs) {
    this(
        epochs,
        maxSteps,
        batchSize,
        learningRate,
        schedule,
        momentum,
        weightDecay,
        clipNorm,
        warmUpSteps,
        stepWarmUpSteps,
        augmentation,
        accuracyFloor,
        checkpointSeconds,
        lrs,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Checks the ranges. */
  public FineTuneSettings {
    require(epochs >= 1, "epochs must be at least 1, got " + epochs);
    require(maxSteps >= 0, "maxSteps must be at or above 0, got " + maxSteps);
    require(batchSize >= 2, "batchSize must be at least 2, got " + batchSize);
    require(
        learningRate > 0 && learningRate <= 10,
        "learningRate must lie in (0, 10], got " + learningRate);
    require(momentum >= 0 && momentum < 1, "momentum must lie in [0, 1), got " + momentum);
    require(
        weightDecay >= 0 && weightDecay < 1, "weightDecay must lie in [0, 1), got " + weightDecay);
    require(clipNorm >= 0, "clipNorm must be at or above 0, got " + clipNorm);
    require(warmUpSteps >= 0, "warmUpSteps must be at or above 0, got " + warmUpSteps);
    require(stepWarmUpSteps >= 0, "stepWarmUpSteps must be at or above 0, got " + stepWarmUpSteps);
    require(
        accuracyFloor >= 0 && accuracyFloor <= 1,
        "accuracyFloor must lie in [0, 1], got " + accuracyFloor);
    require(
        checkpointSeconds >= 1, "checkpointSeconds must be at least 1, got " + checkpointSeconds);
    labelSmoothing.ifPresent(
        share ->
            require(share > 0 && share < 1, "labelSmoothing must lie in (0, 1), got " + share));
    require(
        lrs.hasCleanPass() || adversarial.isPresent(),
        "lrs.crossEntropyWeight is 0 and nothing else learns the labels; raise it or set"
            + " 'adversarial'");
    require(
        lrs.hasCleanPass()
            || adversarial.stream().noneMatch(AdversarialTraining::auxiliaryBatchNorm),
        "adversarial.auxiliaryBatchNorm needs clean images beside the adversarial ones; set"
            + " lrs.crossEntropyWeight above 0");
  }

  static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  static void requireWeight(String name, double value) {
    require(
        value > 0 && !Double.isInfinite(value), name + " must be a number above 0, got " + value);
  }

  /** Steps of a run on that many images. */
  public int totalSteps(int images) {
    int perEpoch = images / batchSize;
    require(
        perEpoch > 0,
        "batchSize " + batchSize + " is larger than the training set of " + images + " images");
    int all = Math.multiplyExact(perEpoch, epochs);
    return maxSteps > 0 ? Math.min(all, maxSteps) : all;
  }

  /** Whether several networks of a run are drawn around its mean, in place of those on its way. */
  public boolean draws() {
    return averaging.stream().anyMatch(average -> average.rank() > 0);
  }

  /** Whether a term has a batch normalisation of its own. */
  boolean auxiliaryBatchNorm() {
    return adversarial.stream().anyMatch(AdversarialTraining::auxiliaryBatchNorm);
  }

  /** The terms of the loss beside cross-entropy and the Lipschitz penalties. */
  List<LossTerm> furtherTerms() {
    return Stream.<Optional<? extends LossTerm>>of(adversarial, inputGradient, jacobian)
        .<LossTerm>flatMap(Optional::stream)
        .toList();
  }

  /**
   * Arithmetic of one step in forward passes over its batch, where the reverse of a pass counts as
   * much for each of inputs and parameters. For estimates of time alone.
   */
  public double passes() {
    // Each penalty costs about as much as the cross-entropy; the second differentiates a gradient,
    // or takes four passes more in its place, and costs about three such passes more.
    double loss =
        (lrs.hasCleanPass() ? 3 : 0)
            + (lrs.weight1() > 0 ? 3 : 0)
            + (lrs.weight2() > 0 ? (lrs.difference2().isEmpty() ? 9 : 15) : 0)
            + furtherTerms().stream().mapToDouble(LossTerm::passes).sum();
    return sharpness.isPresent() ? 2 * loss : loss;
  }
}
