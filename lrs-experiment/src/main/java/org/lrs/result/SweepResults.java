package org.lrs.result;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.lrs.Records;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.SuccessRate;

/**
 * What a sweep found: the same refinement with different settings, each with its success, accuracy
 * and smoothness. Rates and accuracies lie in [0, 1]; what was not measured is {@code null}.
 *
 * @param title name of the experiment
 * @param surrogate name that stands for all trials in the spec
 * @param settings paths of the settings that vary
 * @param data the images that were attacked
 * @param trials the best first, those that diverged last
 * @param references the other surrogates: the plain network, and all others that the spec lists
 * @param provenance what the figures depend on
 * @param command the command that repeats the sweep
 */
public record SweepResults(
    String title,
    String surrogate,
    List<String> settings,
    RunResults.Dataset data,
    List<String> attacks,
    List<String> targets,
    List<Trial> trials,
    List<Trial> references,
    Map<String, String> provenance,
    String command) {

  public SweepResults {
    settings = List.copyOf(settings);
    attacks = List.copyOf(attacks);
    targets = List.copyOf(targets);
    List<Trial> all = Stream.concat(trials.stream(), references.stream()).toList();
    trials = trials.stream().map(t -> t.among(all)).sorted(Trial.BEST_FIRST).toList();
    references = references.stream().map(t -> t.among(all)).toList();
    provenance = RunResults.ordered(provenance);
  }

  /**
   * The mean of the rates that have trials, with the means of the ends of their Wilson 95 %
   * intervals: right if the targets fail on the same images, and wider than needed otherwise. Null
   * if there are none.
   */
  public static Estimate mean(List<SuccessRate> rates) {
    List<SuccessRate> counted = rates.stream().filter(r -> r.trials() > 0).toList();
    return counted.isEmpty()
        ? null
        : new Estimate(
            counted.stream().mapToDouble(SuccessRate::rate).average().orElseThrow(),
            counted.stream().mapToDouble(SuccessRate::wilsonLow).average().orElseThrow(),
            counted.stream().mapToDouble(SuccessRate::wilsonHigh).average().orElseThrow());
  }

  /**
   * One surrogate of the sweep, with its properties as in {@link Surrogate}.
   *
   * @param values of the settings that vary, by their paths; empty for a reference
   * @param diverged why the training ended early, or null; then nothing was measured
   * @param cleanCorrect mean success over attacks and targets among the images each target gets
   *     right when clean
   * @param all the same among all images
   * @param cells success on each target
   * @param trainingSteps steps of the refinement; 0 for a plain network
   * @param trainingSeconds time they took when they were made; 0 if that is not known
   * @param onFront whether no other surrogate is as good in both success and clean accuracy and
   *     better in one
   */
  public record Trial(
      String name,
      Map<String, String> values,
      String diverged,
      Estimate cleanCorrect,
      Estimate all,
      List<RunResults.Cell> cells,
      Double cleanAccuracy,
      Double empiricalLipschitz,
      Double inputGradientNorm,
      Double curvature,
      int trainingSteps,
      double trainingSeconds,
      boolean onFront) {

    /** By success, the highest first; those without one last. */
    public static final Comparator<Trial> BEST_FIRST =
        Comparator.comparing(
            Trial::success, Comparator.nullsLast(Comparator.<Double>reverseOrder()));

    public Trial {
      values = RunResults.ordered(values);
      cells = List.copyOf(cells);
    }

    /** A surrogate whose training diverged. */
    public static Trial diverged(String name, Map<String, String> values, String why) {
      return new Trial(
          name, values, why, null, null, List.of(), null, null, null, null, 0, 0, false);
    }

    /** A surrogate that was measured, with its success and the time of its training. */
    public static Trial of(
        Map<String, String> values,
        Surrogate measured,
        List<RunResults.Cell> cells,
        double seconds) {
      return new Trial(
          measured.name(),
          values,
          null,
          mean(cells.stream().map(RunResults.Cell::cleanCorrect).toList()),
          mean(cells.stream().map(RunResults.Cell::all).toList()),
          cells,
          measured.cleanAccuracy(),
          measured.empiricalLipschitz(),
          measured.inputGradientNorm(),
          measured.curvature(),
          measured.training().size(),
          seconds,
          false);
    }

    /** Mean success on the images the targets get right, or null. */
    public Double success() {
      return cleanCorrect == null ? null : cleanCorrect.value();
    }

    private Trial among(List<Trial> others) {
      boolean front =
          success() != null
              && cleanAccuracy != null
              && others.stream().noneMatch(other -> other.dominates(this));
      return Records.with(this, Map.of("onFront", front));
    }

    private boolean dominates(Trial other) {
      return success() != null
          && cleanAccuracy != null
          && success() >= other.success()
          && cleanAccuracy >= other.cleanAccuracy
          && (success() > other.success() || !Objects.equals(cleanAccuracy, other.cleanAccuracy));
    }
  }
}
