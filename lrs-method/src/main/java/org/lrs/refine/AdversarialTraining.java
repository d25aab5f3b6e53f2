package org.lrs.refine;

import java.util.Optional;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.nn.Mode;
import org.lrs.nn.Parameters;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;
import org.lrs.threat.LinfBall;

/**
 * Cross-entropy of the batch's adversarial images (adversarial training): weight · meanᵢ ℓᵢ(x'ᵢ).
 *
 * <p>x' is found by projected gradient ascent against the parameters of the step: x' ← Π(x' +
 * stepSize · sign ∇ₓℓ), Π onto the L∞ ball of radius ε around x and onto [0, 1]. At a small ε the
 * network becomes a better surrogate at little loss of accuracy. The inner steps use the statistics
 * that batch normalisation has in the term's own pass, and never move the running ones.
 *
 * @param weight factor of the term; that of the clean images is {@code crossEntropyWeight}
 * @param epsilon radius, in pixel units
 * @param stepSize of an inner step, in pixel units; empty for 2 ε / steps
 * @param steps inner steps
 * @param randomStart whether x' starts at a uniform point of the ball, drawn per image and epoch
 * @param auxiliaryBatchNorm whether the adversarial images have a batch normalisation of their own
 *     (AdvProp), which ends with the training
 */
@Source(
    paper =
        "Springer, Mitchell, Kenyon: A Little Robustness Goes a Long Way: Leveraging Robust Features"
            + " for Targeted Transfer Attacks, NeurIPS 2021, arXiv 2106.02105",
    at = "slightly robust surrogates; inner maximisation of Madry et al. 2018, arXiv 1706.06083")
public record AdversarialTraining(
    double weight,
    double epsilon,
    Optional<Double> stepSize,
    int steps,
    boolean randomStart,
    boolean auxiliaryBatchNorm)
    implements LossTerm {

  public AdversarialTraining {
    Range.checkPositive("adversarial.weight", weight);
    Range.checkPixels("adversarial.epsilon", epsilon);
    Range.require(epsilon > 0, "adversarial.epsilon must be above 0");
    stepSize.ifPresent(size -> Range.checkPixels("adversarial.stepSize", size));
    Range.checkAtLeast("adversarial.steps", steps, 1);
  }

  @Override
  public String name() {
    return "adversarial";
  }

  @Override
  public boolean learnsLabels() {
    return true;
  }

  @Override
  public boolean auxiliaryNorms() {
    return auxiliaryBatchNorm;
  }

  @Override
  public Weighted of(Passes passes) {
    // A second set of statistics belongs to this pass as the first one belongs to the clean pass.
    return auxiliaryBatchNorm
        ? loss(passes, passes.auxiliary(), passes.cleanPass())
        : loss(passes, passes.classifier().parameters(), passes.labelledPass());
  }

  private Weighted loss(Passes passes, Parameters weights, Mode mode) {
    Tensor images = images(passes, weights, mode);
    return new Weighted(passes.crossEntropy(images, weights, mode).mean(), weight);
  }

  /**
   * The adversarial images of a batch.
   *
   * @return [N, C, H, W], in the ball and [0, 1], no history
   */
  Tensor images(Passes passes, Parameters weights, Mode mode) {
    // Steps taken with other weights than the pass that learns from them would miss its maximum.
    Mode still = mode == Mode.TRAIN ? Mode.TRAIN_WITHOUT_UPDATE : mode;
    LinfBall ball = new LinfBall(epsilon);
    Tensor clean = passes.images();
    Tensor images = randomStart ? ball.start(clean, passes.draws().split("random-start")) : clean;
    for (int step = 0; step < steps; step++) {
      try (Scope scope = Scope.open()) {
        Tensor leaf = images.leaf();
        Tensor gradient = Autograd.gradient(passes.crossEntropy(leaf, weights, still).sum(), leaf);
        Tensor moved =
            leaf.detach().addScaled(ball.steepest(gradient), stepSize.orElse(2 * epsilon / steps));
        images = scope.release(ball.project(moved, clean));
      }
    }
    return images;
  }

  /** Forward and full reverse pass, and forward pass and input gradient of each inner step. */
  @Override
  public double passes() {
    return 3 + 2 * steps;
  }
}
