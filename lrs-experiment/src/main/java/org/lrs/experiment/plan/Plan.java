package org.lrs.experiment.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
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
    List<String> inputs = new ArrayList<>();
    for (Stage<?> input : stage.inputs()) {
      inputs.add(add(input, store).key().digest());
    }
    Object madeFrom =
        Map.of("kind", stage.kind(), "parameters", stage.parameters(), "inputs", inputs);
    ArtifactStore.Key key = new ArtifactStore.Key(stage.kind(), Canonical.digest(madeFrom));
    Step twin = steps.stream().filter(s -> s.key().equals(key)).findFirst().orElse(null);
    Step step = twin != null ? twin : new Step(stage, key, madeFrom, status(key, store));
    byStage.put(stage, step);
    if (twin == null) {
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
    StringBuilder text = new StringBuilder();
    int width = steps.stream().mapToInt(s -> s.stage().label().length()).max().orElse(0);
    for (Step step : steps) {
      boolean cached = step.status() == Status.CACHED;
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %-" + Math.max(width, 1) + "s  %s  %s%n",
              step.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
              step.stage().label(),
              step.key().digest().substring(0, 12),
              cached ? "" : cost(step)));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d of %d stages to run, %s%n",
            remaining().size(),
            steps.size(),
            estimatedSeconds().isPresent()
                ? "about " + Durations.words(estimatedSeconds().getAsDouble())
                : "time unknown before a first run"));
    return text.toString();
  }

  private String cost(Step step) {
    String note = step.stage().note();
    String passes =
        (note.isEmpty() ? "" : note + ", ")
            + String.format(Locale.ROOT, "%,.0f image passes", step.stage().cost());
    OptionalDouble seconds = durations.estimate(List.of(step));
    return seconds.isPresent()
        ? passes + ", about " + Durations.words(seconds.getAsDouble())
        : passes;
  }
}
