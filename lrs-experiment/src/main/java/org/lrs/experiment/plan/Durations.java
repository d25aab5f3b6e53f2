package org.lrs.experiment.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lrs.experiment.store.ArtifactStore;
import org.lrs.experiment.store.Canonical;

/**
 * How long stages take, estimated from those that have run: seconds per unit of cost, by kind.
 *
 * <p>A rough guide: it does not account for the size of a network.
 */
final class Durations {

  private record Seen(double seconds, double cost) {}

  private static final Pattern NOTE =
      Pattern.compile("((\\d{1,12}\\.\\d{3}) (\\d{1,18}))(?: ([0-9a-f]{16}))?");

  private final Map<String, Seen> byKind = new HashMap<>();

  static Durations of(ArtifactStore store) {
    Durations durations = new Durations();
    store
        .notes()
        .forEach(
            (folder, note) -> {
              String kind = folder.substring(0, Math.max(0, folder.lastIndexOf('-')));
              seen(note).ifPresent(seen -> durations.add(kind, seen.seconds(), seen.cost()));
            });
    return durations;
  }

  /** The note that {@link #of} reads: seconds, cost, and a digest of both. */
  static String note(double seconds, double cost) {
    String figures = String.format(Locale.ROOT, "%.3f %.0f", seconds, cost);
    return figures + " " + digest(figures) + "\n";
  }

  /** The seconds of a note; empty if it is damaged. */
  static OptionalDouble seconds(String note) {
    return seen(note).stream().mapToDouble(Seen::seconds).findFirst();
  }

  /** What a note says; those of earlier versions have no digest. */
  private static Optional<Seen> seen(String note) {
    Matcher parts = NOTE.matcher(note.strip());
    if (!parts.matches()
        || (parts.group(4) != null && !parts.group(4).equals(digest(parts.group(1))))) {
      return Optional.empty();
    }
    return Optional.of(
        new Seen(Double.parseDouble(parts.group(2)), Double.parseDouble(parts.group(3))));
  }

  private static String digest(String figures) {
    return Canonical.digest(figures).substring(0, 16);
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
