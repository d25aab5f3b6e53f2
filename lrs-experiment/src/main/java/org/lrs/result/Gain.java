package org.lrs.result;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lrs.statistics.Estimate;

/**
 * What a surrogate gains over the plain one it was made from: the difference of their success
 * rates, image by image, on the images each target gets right when clean.
 *
 * @param surrogate its name
 * @param plain name of the plain one
 * @param attack name of the attack, or null for the mean over all that ran on both
 * @param mean over the targets, with its bootstrap interval over images, in [-1, 1]
 */
public record Gain(String surrogate, String plain, String attack, Estimate mean) {

  public Gain {
    Objects.requireNonNull(mean, "mean");
  }

  /** Returns what the refined surrogate that gains most gains over all attacks, if there is one. */
  public static Optional<Gain> best(RunResults results) {
    Set<String> refined =
        results.surrogates().stream()
            .filter(Surrogate::refined)
            .map(Surrogate::name)
            .collect(Collectors.toSet());
    return results.gains().stream()
        .filter(gain -> gain.attack() == null && refined.contains(gain.surrogate()))
        .max(Comparator.comparingDouble(gain -> gain.mean().value()));
  }
}
