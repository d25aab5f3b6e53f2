package org.lrs.refine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.model.Classifier;
import org.lrs.nn.ParameterSpec;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * Running mean of the trained numbers of a run, and where networks are drawn around it their spread
 * and last deviations.
 *
 * <p>The n-th network θ changes the mean m by (θ - m)/n and the sum of squares by (θ - m)(θ - m'),
 * m' the new mean. Its deviation is θ - m'. Deviations go to files of their own, written once: in
 * the checkpoint each would be written again every time.
 */
final class Averages implements AutoCloseable {
  private static final String MEAN = "mean.";
  private static final String SQUARES = "squares.";

  private final Optional<Averaging> settings;
  private final Classifier classifier;
  private final int total;
  private final Optional<Deviations> deviations;
  private final List<String> names;
  private final Map<String, Tensor> numbers = new LinkedHashMap<>();

  /**
   * Nothing taken yet.
   *
   * @param settings which networks are taken; empty for none at all
   * @param total steps of the run
   * @param draws networks to be drawn; none with a count of 1
   */
  Averages(Optional<Averaging> settings, Classifier classifier, int total, Snapshots draws) {
    settings.ifPresent(averaging -> averaging.requireSteps(total));
    this.settings = settings;
    this.classifier = classifier;
    this.total = total;
    this.deviations =
        settings
            .filter(averaging -> averaging.rank() > 0 && draws.count() > 1)
            .map(
                averaging ->
                    new Deviations(
                        draws.folder(), averaging.rank(), averaging.taken(total, total)));
    this.names =
        settings.isEmpty()
            ? List.of()
            : classifier.network().parameters().stream()
                .filter(ParameterSpec::trainable)
                .map(ParameterSpec::name)
                .toList();
    try (Scope scope = Scope.open()) {
      for (String name : names) {
        numbers.put(MEAN + name, now(name).zerosLike().keep());
        if (deviations.isPresent()) {
          numbers.put(SQUARES + name, now(name).zerosLike().keep());
        }
      }
    }
  }

  /** All that has been gathered, by name, for checkpoints. */
  Map<String, Tensor> numbers() {
    return numbers;
  }

  /** The files of deviations, if networks are to be drawn. */
  Optional<Deviations> deviations() {
    return deviations;
  }

  /** Takes the network after so many steps, if one is due. */
  void after(int done) {
    if (settings.isEmpty() || !settings.get().due(done, total)) {
      return;
    }
    int number = settings.get().taken(done, total);
    try (Scope scope = Scope.open()) {
      Map<String, Tensor> fromMean = new LinkedHashMap<>();
      Autograd.withoutGraph(
          () -> {
            for (String name : names) {
              Tensor mean = mean(name);
              Tensor fromOld = now(name).subtract(mean);
              mean.addScaledInPlace(fromOld, 1.0 / number);
              Tensor fromNew = now(name).subtract(mean);
              if (deviations.isPresent()) {
                numbers.get(SQUARES + name).addScaledInPlace(fromOld.multiply(fromNew), 1);
              }
              fromMean.put(name, fromNew);
            }
            return null;
          });
      deviations.ifPresent(files -> files.write(number, fromMean));
    }
  }

  private Tensor now(String name) {
    return classifier.parameters().get(name).detach();
  }

  /** Names of the averaged numbers. */
  List<String> names() {
    return names;
  }

  /** Mean of the networks taken. */
  Tensor mean(String name) {
    return numbers.get(MEAN + name);
  }

  /** Variance of each number over the networks taken, in the caller's scope. */
  Tensor variance(String name) {
    return numbers.get(SQUARES + name).divide(settings.orElseThrow().taken(total, total));
  }

  @Override
  public void close() {
    numbers.values().forEach(Tensor::close);
  }
}
