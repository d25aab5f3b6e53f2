package org.lrs.refine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.lrs.model.Classifier;
import org.lrs.nn.ParameterSpec;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Rng;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Running mean of the trained weights of a run, and where networks are drawn around it their spread
 * and last deviations.
 *
 * <p>The n-th network θ changes the mean m by (θ - m)/n and the sum of squares by (θ - m)(θ - m'),
 * m' the new mean. Its deviation is θ - m'. Deviations go to files of their own, written once: in
 * the checkpoint each would be written again every time.
 *
 * @param settings which networks are taken
 * @param total steps of the run
 * @param before copies along the trajectory
 * @param draws networks to be drawn around the mean
 * @param state means, and where networks are drawn sums of squares, by name
 */
record Averages(
    Averaging settings,
    int total,
    Snapshots before,
    Optional<GaussianDraws> draws,
    Map<String, Tensor> state)
    implements Gathering {
  private static final String MEAN = "mean.";
  private static final String SQUARES = "squares.";

  /** Nothing taken yet. */
  static Averages none(
      Averaging settings,
      Classifier classifier,
      int total,
      Snapshots before,
      Optional<GaussianDraws> draws) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    try (Scope scope = Scope.open()) {
      for (ParameterSpec spec : classifier.network().parameters()) {
        if (spec.trainable()) {
          Tensor zeros = now(classifier, spec.name()).zerosLike().keep();
          state.put(MEAN + spec.name(), zeros);
          draws.ifPresent(used -> state.put(SQUARES + spec.name(), zeros.copy().keep()));
        }
      }
    }
    return new Averages(settings, total, before, draws, state);
  }

  @Override
  public void after(int done, Classifier classifier) {
    before.after(done, classifier);
    if (!settings.due(done, total)) {
      return;
    }
    int number = settings.taken(done, total);
    try (Scope scope = Scope.open()) {
      Map<String, Tensor> fromMean = new LinkedHashMap<>();
      Autograd.withoutGraph(
          () -> {
            for (String name : names()) {
              Tensor mean = mean(name);
              Tensor fromOld = now(classifier, name).subtract(mean);
              mean.addScaledInPlace(fromOld, 1.0 / number);
              Tensor fromNew = now(classifier, name).subtract(mean);
              if (draws.isPresent()) {
                state.get(SQUARES + name).addScaledInPlace(fromOld.multiply(fromNew), 1);
              }
              fromMean.put(name, fromNew);
            }
            return null;
          });
      draws.ifPresent(gaussian -> gaussian.keep(number, fromMean));
    }
  }

  @Override
  public boolean finish(Classifier classifier, ObjIntConsumer<Classifier> statistics, long seed) {
    Consumer<Classifier> settle = network -> statistics.accept(network, settings.batches());
    try (Scope scope = Scope.open()) {
      draws.ifPresent(
          gaussian -> gaussian.write(this, classifier, settle, Rng.of(seed).split("swag")));
      for (String name : names()) {
        classifier.parameters().get(name).detach().copyFrom(mean(name));
      }
      settle.accept(classifier);
    }
    return true;
  }

  private static Tensor now(Classifier classifier, String name) {
    return classifier.parameters().get(name).detach();
  }

  /** Names of the averaged weights. */
  List<String> names() {
    return state.keySet().stream()
        .filter(name -> name.startsWith(MEAN))
        .map(name -> name.substring(MEAN.length()))
        .toList();
  }

  /** Mean of the networks taken. */
  Tensor mean(String name) {
    return state.get(MEAN + name);
  }

  /** Variance of each weight over the networks taken, in the caller's scope. */
  Tensor variance(String name) {
    return state.get(SQUARES + name).divide(settings.taken(total, total));
  }

  @Override
  public void close() {
    state.values().forEach(Tensor::close);
  }
}
