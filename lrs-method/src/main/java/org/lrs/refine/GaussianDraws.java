package org.lrs.refine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.lrs.Range;
import org.lrs.Source;
import org.lrs.format.HostTensor;
import org.lrs.format.Safetensors;
import org.lrs.model.Classifier;
import org.lrs.nn.StateDict;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Networks drawn from a normal distribution around the mean of a run's networks (SWAG):
 *
 * <p>θ = m + √(v/2) z + Σₖ dₖ yₖ / √(2 (K - 1)), with mean m, variance v of each number, the last K
 * deviations d, and z and y of independent standard normal numbers.
 *
 * <p>A scale s other than 1 stretches the covariance: both spreads are multiplied by √s. With rank
 * 0 the deviations are left out and the variance is whole: θ = m + √(s v) z.
 *
 * <p>The last deviations go to files of their own. How many will be taken is known from the start,
 * so each file is written once and none has to make room. A run that resumes from a checkpoint
 * writes the same bytes again.
 *
 * @param folder where drawn networks and deviations go
 * @param count number of networks that are drawn
 * @param taken number of networks that the whole run takes
 * @param rank K, how many of the last ones' deviations are kept
 * @param scale s
 */
@Source(
    paper =
        "Maddox, Garipov, Izmailov, Vetrov, Wilson: A Simple Baseline for Bayesian Uncertainty in"
            + " Deep Learning, NeurIPS 2019, arXiv 1902.02476",
    at = "equation 1, algorithm 1")
record GaussianDraws(Path folder, int count, int taken, int rank, double scale) {

  GaussianDraws {
    Range.require(folder != null, "snapshots need a folder to be kept in");
  }

  /** Number of the first network whose deviations are kept, from 1. */
  private int first() {
    return Math.max(1, taken - rank + 1);
  }

  /** Number of networks whose deviations are kept when the run is over. */
  int kept() {
    return taken - first() + 1;
  }

  /** Writes the deviations of a network from the mean of its moment, if it is among the last. */
  void keep(int number, Map<String, Tensor> deviation) {
    if (number >= first()) {
      Map<String, HostTensor> host = new LinkedHashMap<>();
      deviation.forEach((name, tensor) -> host.put(name, Checkpoint.host(tensor)));
      Checkpoint.replace(file(number), host, Map.of());
    }
  }

  /** File of the deviations of a network. */
  Path file(int number) {
    return folder.resolve("deviation-" + number + ".safetensors");
  }

  /** Draws all networks of a finished run and writes each to its file. */
  void write(Averages averages, Classifier classifier, Consumer<Classifier> settle, Rng rng) {
    for (int number = 1; number <= count; number++) {
      draw(averages, rng, number, classifier.parameters());
      settle.accept(classifier);
      Snapshots.write(folder, number, classifier);
    }
  }

  /** Overwrites the trained weights with those of a draw; the same number gives the same ones. */
  void draw(Averages averages, Rng rng, int number, StateDict target) {
    Rng own = rng.split(number);
    // Half of the covariance is that of the deviations, if there are any.
    double share = rank == 0 ? 1 : 2;
    float[] y = own.split("deviations").gaussian(kept());
    double factor = Math.sqrt(scale) / Math.sqrt(2.0 * (kept() - 1));
    try (Scope scope = Scope.open()) {
      Map<String, Tensor> drawn = new LinkedHashMap<>();
      for (String name : averages.names()) {
        Tensor spread = averages.variance(name).divide(share / scale).sqrt();
        float[] z = own.split(name).gaussian((int) spread.elements());
        Tensor normal = Tensor.of(z, spread.shape());
        drawn.put(name, averages.mean(name).addProduct(spread, normal));
      }
      for (int k = 0; k < y.length; k++) {
        try (Scope one = Scope.open()) {
          Map<String, HostTensor> deviation = Safetensors.read(file(first() + k));
          double weight = factor * y[k];
          drawn.forEach(
              (name, tensor) -> {
                HostTensor d = deviation.get(name);
                tensor.addScaledInPlace(Tensor.of(d.toFloats(), d.shape()), weight);
              });
        }
      }
      drawn.forEach((name, tensor) -> target.get(name).detach().copyFrom(tensor));
    }
  }
}
