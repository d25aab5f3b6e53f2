package org.lrs.refine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.lipschitz.LrsLoss;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** What a training step minimises, with its gradient at the weights of the moment. */
public record StepLoss(TrainedNetwork network, Training training) {
  /**
   * The loss of a batch and its gradient.
   *
   * @param terms values by name, as {@link StepRecord} has them; those that are not there were left
   *     out
   * @param total what is minimised
   * @param gradients with respect to the trained weights, owned by the caller's scope
   * @param norm of all gradients together
   */
  public record Measured(
      Map<String, Float> terms, double total, List<Tensor> gradients, double norm) {

    /** The same loss with another gradient in place of its own. */
    public Measured with(List<Tensor> others) {
      return new Measured(terms, total, others, Sgd.norm(others));
    }
  }

  /** Measures a batch; its graph is freed afterwards. */
  Measured of(Batch batch) {
    try (Scope scope = Scope.open()) {
      Passes passes = new Passes(network, training, batch);
      Map<String, Float> values = new LinkedHashMap<>();
      List<Tensor> parts = new ArrayList<>();
      if (training.hasCleanPass()) {
        LrsLoss.Value clean = clean(passes, batch);
        parts.add(clean.total());
        values.put(StepRecord.CROSS_ENTROPY, (float) passes.crossEntropy().item());
        clean.penalties().forEach((name, value) -> values.put(name, (float) value.item()));
      }
      List<Tensor> further = further(passes, batch);
      if (!further.isEmpty()) {
        Tensor sum = sum(further);
        values.put(StepRecord.FURTHER, (float) sum.item());
        parts.add(sum);
      }
      Tensor total = sum(parts);
      List<Tensor> gradients =
          Autograd.gradients(total, network.trained()).stream().map(scope::release).toList();
      return new Measured(values, total.item(), gradients, Sgd.norm(gradients));
    }
  }

  /**
   * Cross-entropy of the clean images with LRS-1 and LRS-2, as far as they are needed, with the
   * value of each.
   */
  LrsLoss.Value clean(Passes passes, Batch batch) {
    double weight = training.settings().crossEntropyWeight();
    List<LrsLoss.Penalty> penalties = new ArrayList<>();
    for (PointTerm term : training.pointTerms()) {
      double warmed = warmed(term, term.weight(), batch);
      penalties.add(new LrsLoss.Penalty(term.name(), warmed, point -> term.at(point, passes)));
    }
    if (penalties.isEmpty()) {
      return new LrsLoss.Value(passes.crossEntropy().multiply(weight), Map.of());
    }
    LrsLoss.Value loss = new LrsLoss(weight, penalties).of(passes.point());
    Tensor atPoint = passes.point().crossEntropy();
    if (atPoint == passes.crossEntropy()) {
      return loss;
    }
    // The penalties saw other statistics; the labels are learned from the batch's own.
    Tensor total = loss.total().subtract(atPoint.multiply(weight));
    return new LrsLoss.Value(total.add(passes.crossEntropy().multiply(weight)), loss.penalties());
  }

  private List<Tensor> further(Passes passes, Batch batch) {
    List<Tensor> further = new ArrayList<>();
    for (LossTerm term : training.furtherTerms()) {
      LossTerm.Weighted weighted = term.of(passes);
      further.add(weighted.value().multiply(warmed(term, weighted.weight(), batch)));
    }
    return further;
  }

  private double warmed(LossTerm term, double weight, Batch batch) {
    return term.learnsLabels() ? weight : weight * training.settings().warmUp(batch.step());
  }

  private static Tensor sum(List<Tensor> terms) {
    return terms.stream().reduce(Tensor::add).orElseThrow();
  }
}
