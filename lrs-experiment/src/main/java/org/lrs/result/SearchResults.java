package org.lrs.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.result.SweepResults.Trial;

/**
 * What a search on proxies tried and chose. Rates and accuracies lie in [0, 1]; what was not
 * measured is {@code null}.
 *
 * @param surrogate name of the network that is refined
 * @param method of the default recipe, and of all settings that name none
 * @param proxies names of those who judged
 * @param data the images that were attacked, held out of the training images
 * @param epsilon radius of the attack, in pixel units
 * @param accuracyFloor least share of the clean accuracy before that a chosen setting keeps
 * @param budget in words
 * @param seconds of all trials, when they were made
 * @param fullSteps training steps of the refinement itself
 * @param plain the network before
 * @param rungs the shortest first
 * @param chosen what the refinement is done with
 * @param half what half of the budget would have chosen; null if nothing
 * @param provenance what the figures depend on
 */
public record SearchResults(
    String surrogate,
    String method,
    List<String> proxies,
    RunResults.Dataset data,
    double epsilon,
    double accuracyFloor,
    String budget,
    double seconds,
    int fullSteps,
    Trial plain,
    List<Rung> rungs,
    Choice chosen,
    Choice half,
    Map<String, String> provenance) {

  public SearchResults {
    proxies = List.copyOf(proxies);
    rungs = List.copyOf(rungs);
    provenance = RunResults.ordered(provenance);
  }

  /**
   * Trials of the same number of training steps.
   *
   * @param trials the best first; the one without values is the default recipe
   */
  public record Rung(int steps, List<Trial> trials) {

    public Rung {
      trials = trials.stream().sorted(Trial.BEST_FIRST).toList();
    }

    /** The trial of that name. */
    public Optional<Trial> of(String name) {
      return trials.stream().filter(trial -> trial.name().equals(name)).findFirst();
    }
  }

  /**
   * What a search chooses.
   *
   * @param tried settings it tried
   * @param steps of the rung in which it was the best
   * @param trial its figures there
   */
  public record Choice(int tried, int steps, Trial trial) {}

  /** Least clean accuracy of a setting that may be chosen. */
  public double leastAccuracy() {
    return accuracyFloor * plain.cleanAccuracy();
  }

  /** Whether what was chosen transfers better than the network before. */
  public boolean helped() {
    return chosen.trial().success() > plain.success();
  }

  /** The longest rung that has a trial of that name. */
  public Optional<Rung> longest(String name) {
    return rungs.stream().filter(rung -> rung.of(name).isPresent()).reduce((a, b) -> b);
  }
}
