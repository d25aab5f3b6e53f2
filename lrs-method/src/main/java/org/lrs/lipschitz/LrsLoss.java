package org.lrs.lipschitz;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lrs.Source;
import org.lrs.model.Classifier;
import org.lrs.nn.Folding;
import org.lrs.nn.Mode;
import org.lrs.nn.Network;
import org.lrs.nn.Parameters;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * The training loss of the paper: mean cross-entropy + λ1 · LRS-1 + λ2 · LRS-2.
 *
 * <p>One input gradient serves both penalties: a forward pass at x, its input gradient, then one
 * forward pass at x + h1·d and one, with its gradient, at x + h2·d.
 */
@Source(paper = Source.LRS, at = "LRS-F; LRS-1 with λ2 = 0, LRS-2 with λ1 = 0")
public final class LrsLoss {
  /**
   * Every term of one batch, as scalars with history to the parameters.
   *
   * @param total what is minimised
   * @param crossEntropy mean cross-entropy of the clean images
   * @param penalty1 LRS-1 before its weight, or null if left out
   * @param penalty2 LRS-2 before its weight, or null if left out
   */
  public record Terms(Tensor total, Tensor crossEntropy, Tensor penalty1, Tensor penalty2) {
    /** Of a step without a clean pass: all null. */
    public static final Terms NONE = new Terms(null, null, null, null);
  }

  private final Classifier classifier;
  private final double labelSmoothing;
  private final Folding folding;

  /** The loss of a classifier. */
  public LrsLoss(Classifier classifier) {
    this(classifier, 0);
  }

  /**
   * The loss of a classifier with smoothed labels.
   *
   * @param labelSmoothing share of the label that all classes have in common, in [0, 1)
   */
  public LrsLoss(Classifier classifier, double labelSmoothing) {
    this.classifier = classifier;
    this.labelSmoothing = labelSmoothing;
    this.folding = new Folding(classifier.network());
  }

  /**
   * The loss of one batch.
   *
   * @param images [N, C, H, W] in [0, 1]
   * @param labels [N], integers
   * @param firstOfEpoch whether this is an epoch's first batch, which one batch-norm policy asks
   * @throws IllegalArgumentException if all weights are 0
   */
  public Terms of(Tensor images, Tensor labels, LrsSettings settings, boolean firstOfEpoch) {
    if (!settings.hasCleanPass()) {
      throw new IllegalArgumentException("a loss needs a term with a weight above 0");
    }
    Tensor normalized = classifier.normalization().apply(images).detach();
    return switch (settings.batchNorm()) {
      case CLEAN_PASS ->
          terms(
              normalized,
              settings,
              plain(labels, Mode.TRAIN),
              plain(labels, Mode.TRAIN_WITHOUT_UPDATE));
      case ALL_PASSES ->
          terms(normalized, settings, plain(labels, Mode.TRAIN), plain(labels, Mode.TRAIN));
      case FROZEN -> frozen(normalized, labels, settings);
      case FROZEN_PENALTY -> frozenPenalty(normalized, labels, settings);
      case FROZEN_AFTER_FIRST_BATCH ->
          firstOfEpoch
              ? frozenPenalty(normalized, labels, settings)
              : frozen(normalized, labels, settings);
    };
  }

  private Terms frozen(Tensor normalized, Tensor labels, LrsSettings settings) {
    UnaryOperator<Tensor> loss = folded(labels);
    return terms(normalized, settings, loss, loss);
  }

  private Terms frozenPenalty(Tensor normalized, Tensor labels, LrsSettings settings) {
    Tensor crossEntropy = plain(labels, Mode.TRAIN).apply(normalized).mean();
    UnaryOperator<Tensor> loss = folded(labels);
    Terms penalties = terms(normalized, settings, loss, loss);
    Tensor frozenShare = penalties.crossEntropy().multiply(settings.crossEntropyWeight());
    Tensor batchShare = crossEntropy.multiply(settings.crossEntropyWeight());
    return new Terms(
        penalties.total().subtract(frozenShare).add(batchShare),
        crossEntropy,
        penalties.penalty1(),
        penalties.penalty2());
  }

  private Terms terms(
      Tensor normalized,
      LrsSettings settings,
      UnaryOperator<Tensor> cleanLoss,
      UnaryOperator<Tensor> steppedLoss) {
    boolean first = settings.weight1() > 0;
    boolean second = settings.weight2() > 0;
    Tensor leaf = first || second ? normalized.leaf() : normalized;
    Tensor losses = cleanLoss.apply(leaf);
    Tensor crossEntropy = losses.mean();
    Tensor total = crossEntropy.multiply(settings.crossEntropyWeight());
    if (!first && !second) {
      return new Terms(total, crossEntropy, null, null);
    }
    Tensor gradient =
        second && settings.difference2().isEmpty()
            ? Autograd.differentiableGradient(losses.sum(), leaf)
            : Autograd.gradientKeepingGraph(losses.sum(), leaf);
    LossPoint point =
        new LossPoint(
            normalized, losses, gradient, steppedLoss, classifier.normalization().stdLike());
    Tensor penalty1 = null;
    Tensor penalty2 = null;
    if (first) {
      penalty1 = new GradientNormPenalty(settings.step1(), settings.mode()).of(point);
      total = total.addScaled(penalty1, settings.weight1());
    }
    if (second) {
      penalty2 = curvature(point, settings);
      total = total.addScaled(penalty2, settings.weight2());
    }
    return new Terms(total, crossEntropy, penalty1, penalty2);
  }

  private Tensor curvature(LossPoint point, LrsSettings settings) {
    CurvaturePenalty penalty = new CurvaturePenalty(settings.step2(), settings.mode());
    if (settings.difference2().isEmpty()) {
      return penalty.of(point);
    }
    List<Tensor> trained = classifier.parameters().trainable(classifier.network(), true);
    return new CurvatureDifferences(penalty, settings.difference2().get()).of(point, trained);
  }

  private UnaryOperator<Tensor> plain(Tensor labels, Mode mode) {
    return loss(classifier.network(), classifier.parameters(), labels, mode, x -> x);
  }

  private UnaryOperator<Tensor> folded(Tensor labels) {
    return loss(
        folding.network(),
        folding.parameters(classifier.parameters()),
        labels,
        Mode.EVALUATE,
        Tensor::channelsLast);
  }

  private UnaryOperator<Tensor> loss(
      Network network,
      Parameters parameters,
      Tensor labels,
      Mode mode,
      UnaryOperator<Tensor> layout) {
    return x ->
        NeuralOps.crossEntropyPerSample(
            network.forward(layout.apply(x), parameters, mode), labels, labelSmoothing);
  }
}
