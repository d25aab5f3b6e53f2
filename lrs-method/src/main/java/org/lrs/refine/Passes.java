package org.lrs.refine;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lrs.lipschitz.DifferenceStep;
import org.lrs.lipschitz.LossPoint;
import org.lrs.model.Classifier;
import org.lrs.nn.Mode;
import org.lrs.nn.Network;
import org.lrs.nn.Parameters;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * The passes of one training step that the terms of its loss share: which statistics batch
 * normalisation uses in each, whether it is folded into the convolutions, and how images lie in
 * memory.
 *
 * <p>The clean pass is made when it is first needed; its input gradient serves LRS-1 and LRS-2.
 * Tensors belong to the scope in which they were made.
 */
public final class Passes {
  private final TrainedNetwork network;
  private final Training training;
  private final Batch batch;
  private LossPoint point;
  private Tensor crossEntropy;

  Passes(TrainedNetwork network, Training training, Batch batch) {
    this.network = network;
    this.training = training;
    this.batch = batch;
  }

  /** The classifier under training. */
  public Classifier classifier() {
    return network.classifier();
  }

  /** The classifier's trained tensors, which every pass of the clean images depends on. */
  public List<Tensor> trained() {
    return network.shared();
  }

  /** Its weights with the second set of batch normalisation, if there is one. */
  public Parameters auxiliary() {
    return network.norms();
  }

  /**
   * Logits of the clean images by the witness, in evaluation mode, [N, classes], without history.
   *
   * @throws IllegalStateException if the training has none
   */
  public Tensor witness() {
    Classifier witness =
        network.witness().orElseThrow(() -> new IllegalStateException("no witness was given"));
    return Autograd.withoutGraph(() -> witness.logits(batch.images(), Mode.EVALUATE));
  }

  /** The clean images, [N, C, H, W] in [0, 1], augmented. */
  public Tensor images() {
    return batch.images();
  }

  /** Random draws of this epoch, keyed by image. */
  public Draws draws() {
    return batch.draws();
  }

  /**
   * Normal draws for one of several random projections, keyed by image and epoch.
   *
   * @param shape of an image's draws
   * @return [N, shape…]
   */
  public Tensor projection(int number, long... shape) {
    return draws().split("projection").split(number).gaussian(shape);
  }

  /** A difference step at its length in this training step, which may rise at first. */
  public DifferenceStep shortened(DifferenceStep step) {
    double factor = training.settings().stepWarmUp(batch.step());
    return new DifferenceStep(step.value() * factor, step.space());
  }

  /** Mean cross-entropy of the clean images, a scalar. */
  public Tensor crossEntropy() {
    if (crossEntropy == null) {
      UnaryOperator<Tensor> loss = cleanPass() == Mode.EVALUATE ? folded() : plain(cleanPass());
      crossEntropy = loss.apply(normalized()).mean();
    }
    return crossEntropy;
  }

  /**
   * The clean images with their losses and input gradients, where the Lipschitz penalties are
   * taken. Its cross-entropy is {@link #crossEntropy} unless the penalties have other statistics.
   */
  public LossPoint point() {
    if (point == null) {
      Mode clean = cleanPass();
      Mode further = furtherPass();
      if (further != Mode.EVALUATE) {
        point = point(plain(clean), plain(further));
      } else {
        if (clean != Mode.EVALUATE) {
          // Before the penalties' own pass: running statistics must have moved.
          crossEntropy();
        }
        UnaryOperator<Tensor> folded = folded();
        point = point(folded, folded);
      }
      if (crossEntropy == null) {
        crossEntropy = point.crossEntropy();
      }
    }
    return point;
  }

  private LossPoint point(UnaryOperator<Tensor> cleanLoss, UnaryOperator<Tensor> steppedLoss) {
    Tensor normalized = normalized();
    Tensor leaf = normalized.leaf();
    Tensor losses = cleanLoss.apply(leaf);
    Tensor mean = losses.mean();
    Tensor gradient =
        training.differentiatesGradient()
            ? Autograd.differentiableGradient(losses.sum(), leaf)
            : Autograd.gradientKeepingGraph(losses.sum(), leaf);
    Tensor std = classifier().normalization().stdLike();
    return new LossPoint(normalized, losses, mean, gradient, steppedLoss, std);
  }

  private Tensor normalized() {
    return classifier().normalization().apply(batch.images()).detach();
  }

  /** Statistics of the clean pass, or of the pass that is to its weights what that one is. */
  public Mode cleanPass() {
    return training.settings().batchNorm().cleanPass(batch.firstOfEpoch());
  }

  /** Statistics of a pass beside the clean one. */
  public Mode furtherPass() {
    return training.settings().batchNorm().furtherPass();
  }

  /**
   * Statistics of a pass beside the clean one that learns the labels. Where the step has no clean
   * pass, it takes its place, so that running statistics follow the network.
   */
  public Mode labelledPass() {
    return training.hasCleanPass() ? furtherPass() : cleanPass();
  }

  /**
   * Cross-entropy of other images with the same labels.
   *
   * @param others [N, C, H, W] in [0, 1]
   * @param weights of the classifier, or {@link #auxiliary}
   * @return [N], with history to the weights
   */
  public Tensor crossEntropy(Tensor others, Parameters weights, Mode mode) {
    return crossEntropyOf(classifier().logits(others, weights, mode));
  }

  /** Cross-entropy of logits, [N, classes] to [N]. */
  public Tensor crossEntropyOf(Tensor logits) {
    return NeuralOps.crossEntropyPerSample(
        logits, batch.labels(), training.settings().labelSmoothing());
  }

  private UnaryOperator<Tensor> plain(Mode mode) {
    Network all = classifier().network();
    return x -> crossEntropyOf(all.forward(x, classifier().parameters(), mode));
  }

  /** The loss with running statistics; its folded weights are made once and read by every pass. */
  private UnaryOperator<Tensor> folded() {
    Network all = network.folding().network();
    Parameters weights = network.folding().parameters(classifier().parameters());
    return x -> crossEntropyOf(all.forward(x.channelsLast(), weights, Mode.EVALUATE));
  }
}
