package org.lrs.experiment.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lrs.experiment.store.ArtifactStore;
import org.lrs.experiment.store.Canonical;

/** Stages in an order in which they can run, each with its digest and what the store has of it. */
public final class Plan {

  /** What the store has of a stage. */
  public enum Status {
    /** The finished result: nothing will run. */
    CACHED,
    /** A checkpoint of an interrupted try. */
    STARTED,
    /** Nothing. */
    TO_DO
  }

  /**
   * One stage of a plan.
   *
   * @param key name of its result in the store
   * @param madeFrom kind, parameters and inputs' digests: what the key is the digest of
   */
  public record Step(Stage<?> stage, ArtifactStore.Key key, Object madeFrom, Status status) {}

  private final List<Step> steps = new ArrayList<>();
  private final Map<Stage<?>, Step> byStage = new IdentityHashMap<>();
  private final Durations durations;

  private Plan(Durations durations) {
    this.durations = durations;
  }

  /**
   * Orders stages behind their inputs and looks each up in the store. Nothing runs and nothing is
   * written.
   */
  public static Plan of(List<? extends Stage<?>> stages, ArtifactStore store) {
    Plan plan = new Plan(Durations.of(store));
    for (Stage<?> stage : stages) {
      plan.add(stage, store);
    }
    return plan;
  }

  private Step add(Stage<?> stage, ArtifactStore store) {
    Step known = byStage.get(stage);
    if (known != null) {
      return known;
    }
    List<String> inputs = stage.inputs().stream().map(i -> add(i, store).key().digest()).toList();
    Object madeFrom =
        Map.of("kind", stage.kind(), "parameters", stage.parameters(), "inputs", inputs);
    ArtifactStore.Key key = new ArtifactStore.Key(stage.kind(), Canonical.digest(madeFrom));
    Optional<Step> twin = steps.stream().filter(s -> s.key().equals(key)).findFirst();
    Step step = twin.orElseGet(() -> new Step(stage, key, madeFrom, status(key, store)));
    byStage.put(stage, step);
    if (twin.isEmpty()) {
      steps.add(step);
    }
    return step;
  }

  private static Status status(ArtifactStore.Key key, ArtifactStore store) {
    if (store.find(key).isPresent()) {
      return Status.CACHED;
    }
    return store.isStarted(key) ? Status.STARTED : Status.TO_DO;
  }

  /** The step that makes a stage's result; stages that make the same one share it. */
  public Step of(Stage<?> stage) {
    return byStage.get(stage);
  }

  /** All steps, inputs first. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Stages that will run. */
  public List<Step> remaining() {
    return steps.stream().filter(step -> step.status() != Status.CACHED).toList();
  }

  Durations durations() {
    return durations;
  }

  /**
   * Seconds that the remaining stages should take, as far as the store has seen stages of their
   * kinds before.
   */
  public OptionalDouble estimatedSeconds() {
    return durations.estimate(remaining());
  }

  /** The plan as a table: what is cached, what would run, with rough costs. */
  public String toText() {
    int width = steps.stream().mapToInt(s -> s.stage().label().length()).max().orElse(1);
    String row = "%-8s %-" + width + "s  %s  %s%n";
    return steps.stream()
            .map(
                step ->
                    row.formatted(
                        step.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        step.stage().label(),
                        step.key().digest().substring(0, 12),
                        step.status() == Status.CACHED ? "" : cost(step.stage())))
            .collect(Collectors.joining())
        + "%s of %s stages to run, %s%n"
            .formatted(
                remaining().size(),
                steps.size(),
                about(estimatedSeconds()).orElse("time unknown before a first run"));
  }

  private String cost(Stage<?> stage) {
    String passes = String.format(Locale.ROOT, "%,.0f image passes", stage.cost());
    return Stream.of(
            Optional.of(stage.note()), Optional.of(passes), about(durations.estimate(stage)))
        .flatMap(Optional::stream)
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> about(OptionalDouble seconds) {
    return seconds.isPresent()
        ? Optional.of("about " + Durations.words(seconds.getAsDouble()))
        : Optional.empty();
  }
}
