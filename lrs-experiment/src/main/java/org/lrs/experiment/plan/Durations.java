package org.lrs.experiment.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.lrs.experiment.store.ArtifactStore;

/**
 * How long stages take, estimated from those that have run: seconds per unit of cost, by kind.
 *
 * <p>A rough guide: it does not account for the size of a network.
 */
final class Durations {

  private record Seen(double seconds, double cost) {}

  private final Map<String, Seen> byKind = new HashMap<>();

  static Durations of(ArtifactStore store) {
    Durations durations = new Durations();
    store
        .notes()
        .forEach(
            (folder, note) -> {
              String[] parts = note.strip().split(" ");
              if (parts.length == 2) {
                String kind = folder.substring(0, Math.max(0, folder.lastIndexOf('-')));
                durations.add(kind, Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
              }
            });
    return durations;
  }

  /** The note that {@link #of} reads. */
  static String note(double seconds, double cost) {
    return String.format(Locale.ROOT, "%.3f %.0f%n", seconds, cost);
  }

  /** The seconds of a note. */
  static double seconds(String note) {
    return Double.parseDouble(note.strip().split(" ")[0]);
  }

  void add(String kind, double seconds, double cost) {
    byKind.merge(
        kind, new Seen(seconds, cost), (a, b) -> new Seen(a.seconds + b.seconds, a.cost + b.cost));
  }

  /** Empty if nothing is known about one of the kinds. */
  OptionalDouble estimate(List<Plan.Step> steps) {
    return steps.stream().allMatch(step -> byKind.containsKey(step.stage().kind()))
        ? OptionalDouble.of(
            steps.stream().mapToDouble(s -> estimate(s.stage()).getAsDouble()).sum())
        : OptionalDouble.empty();
  }

  OptionalDouble estimate(Stage<?> stage) {
    Seen seen = byKind.get(stage.kind());
    return seen == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(seen.seconds / Math.max(seen.cost, 1) * stage.cost());
  }

  /** A duration for people: {@code 40 s}, {@code 12 min}, {@code 3.5 h}. */
  static String words(double seconds) {
    if (seconds < 90) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    return seconds < 90 * 60
        ? Math.round(seconds / 60) + " min"
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
