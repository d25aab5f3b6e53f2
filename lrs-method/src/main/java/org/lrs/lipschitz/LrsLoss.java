package org.lrs.lipschitz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lrs.Source;
import org.lrs.tensor.Tensor;

/**
 * The training loss of the paper: mean cross-entropy + λ1 · LRS-1 + λ2 · LRS-2, at one point.
 *
 * @param crossEntropyWeight factor of the cross-entropy, 1 in the paper
 * @param penalties LRS-1, LRS-2 or both
 */
@Source(paper = Source.LRS, at = "LRS-F; LRS-1 with λ2 = 0, LRS-2 with λ1 = 0")
public record LrsLoss(double crossEntropyWeight, List<Penalty> penalties) {

  /**
   * A penalty with its weight.
   *
   * @param name {@code LRS-1} or {@code LRS-2}
   * @param weight λ
   * @param at its value at a point: a scalar, before the weight
   */
  public record Penalty(String name, double weight, Function<LossPoint, Tensor> at) {}

  /**
   * The loss at a point.
   *
   * @param total what is minimised, a scalar with history to the parameters
   * @param penalties each one's value before its weight, by name
   */
  public record Value(Tensor total, Map<String, Tensor> penalties) {}

  /** The loss and its penalties at a batch, owned by the caller's scope. */
  public Value of(LossPoint point) {
    Tensor total = point.crossEntropy().multiply(crossEntropyWeight);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Penalty penalty : penalties) {
      Tensor value = penalty.at().apply(point);
      total = total.addScaled(value, penalty.weight());
      values.put(penalty.name(), value);
    }
    return new Value(total, values);
  }
}
