package org.lrs.refine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lrs.Source;
import org.lrs.format.HostTensor;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Networks drawn from a normal distribution around the mean of a run's networks (SWAG):
 *
 * <p>θ = m + √(v/2) z + Σₖ dₖ yₖ / √(2 (K - 1)), with mean m, variance v of each number, the last K
 * deviations d, and z and y of independent standard normal numbers.
 */
@Source(
    paper =
        "Maddox, Garipov, Izmailov, Vetrov, Wilson: A Simple Baseline for Bayesian Uncertainty in"
            + " Deep Learning, NeurIPS 2019, arXiv 1902.02476",
    at = "equation 1, algorithm 1")
final class GaussianDraws {
  private final Averages averages;
  private final Deviations deviations;
  private final Rng rng;

  /**
   * @param averages of a finished run, with deviations
   * @param rng root of all draws
   */
  GaussianDraws(Averages averages, Rng rng) {
    this.averages = averages;
    this.deviations = averages.deviations().orElseThrow();
    this.rng = rng;
  }

  /** Overwrites the trained numbers with those of a draw; the same number gives the same ones. */
  void draw(int number, StateDict target) {
    Rng own = rng.split(number);
    float[] y = own.split("deviations").gaussian(deviations.count());
    double share = 1 / Math.sqrt(2.0 * (deviations.count() - 1));
    try (Scope scope = Scope.open()) {
      Map<String, Tensor> drawn = new LinkedHashMap<>();
      for (String name : averages.names()) {
        Tensor spread = averages.variance(name).divide(2).sqrt();
        float[] z = own.split(name).gaussian((int) spread.elements());
        Tensor normal = Tensor.of(z, spread.shape().toArray());
        drawn.put(name, averages.mean(name).addProduct(spread, normal));
      }
      for (int k = 0; k < y.length; k++) {
        try (Scope one = Scope.open()) {
          Map<String, HostTensor> deviation = deviations.read(deviations.first() + k);
          double factor = share * y[k];
          drawn.forEach(
              (name, tensor) -> {
                HostTensor d = deviation.get(name);
                tensor.addScaledInPlace(Tensor.of(d.toFloats(), d.shape()), factor);
              });
        }
      }
      drawn.forEach((name, tensor) -> target.get(name).detach().copyFrom(tensor));
    }
  }
}
