package org.lrs.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.evaluate.Outcomes;
import org.lrs.result.Denominator;
import org.lrs.result.Gain;
import org.lrs.result.Surrogate;
import org.lrs.statistics.Estimate;
import org.lrs.statistics.ImageBootstrap;
import org.lrs.statistics.ImageBootstrap.Part;

/** What surrogates gain over the plain ones they were made from, image by image. */
final class Gains {

  /** By surrogate and attack, the outcomes on each target, in the order of the targets. */
  private final Map<String, Map<String, List<Outcomes>>> outcomes = new LinkedHashMap<>();

  /** Adds the outcomes of an attack crafted on a surrogate on the next target. */
  void add(String surrogate, String attack, Outcomes onTarget) {
    outcomes
        .computeIfAbsent(surrogate, s -> new LinkedHashMap<>())
        .computeIfAbsent(attack, a -> new ArrayList<>())
        .add(onTarget);
  }

  /**
   * Returns the gain of each surrogate under each attack that ran on both, and its mean over them.
   *
   * @param images number of images
   */
  List<Gain> over(List<Surrogate> surrogates, int images) {
    ImageBootstrap bootstrap = ImageBootstrap.of(images);
    List<Gain> gains = new ArrayList<>();
    for (Surrogate surrogate : surrogates) {
      surrogate
          .plain(surrogates)
          .ifPresent(plain -> add(gains, surrogate.name(), plain.name(), bootstrap));
    }
    return gains;
  }

  private void add(List<Gain> gains, String surrogate, String plain, ImageBootstrap bootstrap) {
    Map<String, List<Outcomes>> before = outcomes.getOrDefault(plain, Map.of());
    List<Part> all = new ArrayList<>();
    outcomes
        .getOrDefault(surrogate, Map.of())
        .forEach(
            (attack, after) -> {
              List<Part> parts = differences(after, before.getOrDefault(attack, List.of()));
              mean(parts, bootstrap)
                  .ifPresent(mean -> gains.add(new Gain(surrogate, plain, attack, mean)));
              all.addAll(parts);
            });
    mean(all, bootstrap).ifPresent(mean -> gains.add(new Gain(surrogate, plain, null, mean)));
  }

  private static List<Part> differences(List<Outcomes> after, List<Outcomes> before) {
    List<Part> parts = new ArrayList<>();
    for (int t = 0; t < before.size(); t++) {
      parts.add(Denominator.CLEAN_CORRECT.difference(after.get(t), before.get(t)));
    }
    return parts;
  }

  private static Optional<Estimate> mean(List<Part> parts, ImageBootstrap bootstrap) {
    List<Part> present = parts.stream().filter(part -> !part.trials().isEmpty()).toList();
    return present.isEmpty() ? Optional.empty() : Optional.of(bootstrap.mean(present));
  }
}
