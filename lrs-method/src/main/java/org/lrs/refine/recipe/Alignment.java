package org.lrs.refine.recipe;

import com.google.auto.service.AutoService;
import org.lrs.Published;
import org.lrs.Range;
import org.lrs.refine.LossTerm;
import org.lrs.refine.Passes;
import org.lrs.refine.Refinement;
import org.lrs.refine.Training;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Divergence from a witness, a second network, in place of the labels: weight · meanᵢ KL(qᵢ ‖ pᵢ).
 *
 * <p>q are the probabilities of the witness in evaluation mode, p those of the network under
 * training, at the same augmented images. The witness gives its predictions alone. A softened
 * witness gives softer labels.
 *
 * @param weight factor of the divergence, from the first step on
 * @param cleanWeight factor of the labels' cross-entropy beside it
 */
@Published(
    name = "alignment",
    summary = "divergence from the soft labels of a second network, the witness",
    paper =
        "Ma, Farahmand, Pan, Torr, Gu: Improving Adversarial Transferability via Model Alignment,"
            + " ECCV 2024, arXiv 2311.18495",
    at = "alignment loss; release",
    formula =
        """
        loss = cleanWeight · mean ℓ + weight · meanᵢ Σₖ qₖ(xᵢ) · (log qₖ(xᵢ) − log pₖ(xᵢ))
        q and p the probabilities of witness and network\
        """,
    differences =
        "The release also has a temperature in the divergence; here each of the two models may have"
            + " one of its own (temperature). It aligns for an epoch of ImageNet with batches of"
            + " 128 and a learning rate of 0.001, here the preset's settings hold.")
@AutoService(Refinement.class)
public record Alignment(double weight, double cleanWeight) implements Refinement, LossTerm {

  /** The divergence alone, as published. */
  public Alignment() {
    this(1, 0);
  }

  public Alignment {
    Range.checkPositive("alignment.weight", weight);
    Range.checkFactor("alignment.cleanWeight", cleanWeight);
  }

  @Override
  public String name() {
    return "alignment";
  }

  @Override
  public Training addTo(Training training) {
    Training all = cleanWeight == 1 ? training : training.crossEntropyWeight(cleanWeight);
    return all.term(this);
  }

  @Override
  public Weighted of(Passes passes) {
    Tensor logits = passes.classifier().logits(passes.images(), passes.labelledPass());
    return new Weighted(divergence(passes.witness(), logits).mean(), weight);
  }

  /** KL(qᵢ ‖ pᵢ), [N], of the logits of the witness and those of the network. */
  static Tensor divergence(Tensor witness, Tensor logits) {
    Tensor log = NeuralOps.logSoftmax(witness, 1);
    Tensor apart = log.subtract(NeuralOps.logSoftmax(logits, 1));
    return log.exp().multiply(apart).sumPerSample();
  }

  @Override
  public boolean needsWitness() {
    return true;
  }

  /** The witness's predictions stand for the labels. */
  @Override
  public boolean learnsLabels() {
    return true;
  }

  /** Forward and full reverse pass, and the forward pass of the witness. */
  @Override
  public double passes() {
    return 4;
  }
}
