package org.lrs.experiment.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment that repeats the refinement of one surrogate with other settings.
 *
 * @param surrogate name of the surrogate that stands for all trials in the spec
 * @param settings paths of the settings that vary, such as {@code lrs.weight1}
 * @param trials in the order in which they run
 * @param experiment with a surrogate per trial in place of the one, and the plain network they
 *     start from
 */
public record SweepSpec(
    String surrogate, List<String> settings, List<Trial> trials, ExperimentSpec experiment) {

  public SweepSpec {
    settings = List.copyOf(settings);
    trials = List.copyOf(trials);
  }

  /**
   * One combination of settings.
   *
   * @param name of its surrogate
   * @param values of the settings, by their paths, as written or drawn
   */
  public record Trial(String name, Map<String, String> values) {
    public Trial {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
