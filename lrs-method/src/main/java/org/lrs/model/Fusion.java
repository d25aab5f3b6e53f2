package org.lrs.model;

import java.util.List;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/** How several networks become one. */
public enum Fusion {
  /** The mean of their logits. */
  LOGITS,
  /** The mean of their probabilities, as logits: its logarithm. */
  PROBABILITIES {
    @Override
    Tensor of(List<Tensor> logits) {
      Tensor all =
          Tensor.stack(logits.stream().map(each -> NeuralOps.logSoftmax(each, 1)).toList(), 0);
      // The logarithm of a mean of exponentials, of which the largest is made 1.
      Tensor largest = all.detach().max(true, 0);
      return all.subtract(largest)
          .exp()
          .mean(false, 0)
          .log()
          .add(largest.reshape(logits.get(0).shape()));
    }
  },
  /**
   * The mean of their losses, and so of their gradients. Where logits are needed, the mean of
   * theirs, which names the same class as the mean of log-probabilities.
   */
  LOSSES;

  /**
   * The logits of the whole; differentiable.
   *
   * @param logits of each network, [N, classes]
   * @return [N, classes]
   */
  Tensor of(List<Tensor> logits) {
    return Tensor.stack(logits, 0).mean(false, 0);
  }
}
