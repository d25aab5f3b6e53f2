package org.lrs.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lrs.experiment.Experiment.Options;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.plan.Runner;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.spec.ExperimentSpec;
import org.lrs.experiment.stage.Fingerprints;
import org.lrs.experiment.stage.MeasureSmoothness.Smoothness;
import org.lrs.experiment.stage.OpenTarget;
import org.lrs.experiment.store.ArtifactStore;
import org.lrs.experiment.store.Json;

/**
 * One part of an experiment alone. It shares the store with the whole: a later {@link
 * Experiment#run} into the same folder does not repeat it.
 */
public final class PartialRun {

  /** The parts that can run alone. */
  public enum Part {
    /** Refine the surrogates: {@code surrogates/NAME.safetensors}. */
    REFINE,
    /** Refine and attack: {@code adversarial/SURROGATE/ATTACK/images.npy} as well. */
    ATTACK,
    /** Refine and measure: {@code smoothness.json} as well. */
    SMOOTHNESS
  }

  private final RunFolder folder;
  private final Graph graph;
  private final Function<Stage, Path> results;

  private PartialRun(RunFolder folder, Graph graph, Function<Stage, Path> results) {
    this.folder = folder;
    this.graph = graph;
    this.results = results;
  }

  /** What would run. Writes nothing. */
  public static Plan plan(ExperimentSpec spec, Options options, Part part) {
    try (OpenTarget open = new OpenTarget()) {
      Graph graph = Planner.graph(spec, new Fingerprints(), open);
      return Plan.of(stages(graph, part), options.openStore());
    }
  }

  /**
   * Runs one part and writes its files into the run folder; other files there stay.
   *
   * @return smoothness of each surrogate, by name, if that was asked for; else empty
   * @throws IllegalArgumentException as {@link Experiment#run}
   */
  public static Map<String, Smoothness> run(
      ExperimentSpec spec, Options options, Part part, Progress progress) {
    try (RunFolder folder = RunFolder.open(options.out());
        OpenTarget open = new OpenTarget()) {
      ArtifactStore store = options.openStore();
      Graph graph = Planner.graph(spec, new Fingerprints(), open);
      Plan plan = Plan.of(stages(graph, part), store);
      Map<Plan.Step, Runner.Outcome> outcomes = new Runner(store, progress).run(plan);
      PartialRun run =
          new PartialRun(folder, graph, stage -> outcomes.get(plan.of(stage)).folder());
      run.publishSurrogates();
      return switch (part) {
        case REFINE -> Map.of();
        case ATTACK -> {
          run.publishImages();
          yield Map.of();
        }
        case SMOOTHNESS -> run.publishSmoothness();
      };
    }
  }

  private static List<Stage> stages(Graph graph, Part part) {
    List<Stage> stages = new ArrayList<>();
    for (SurrogateNode surrogate : graph.surrogates()) {
      surrogate.source().refined().ifPresent(stages::add);
      switch (part) {
        case REFINE -> {}
        case ATTACK -> surrogate.attacks().forEach(attack -> stages.add(attack.craft()));
        case SMOOTHNESS -> stages.add(surrogate.smoothness());
      }
    }
    return stages;
  }

  private void publishSurrogates() {
    for (SurrogateNode surrogate : graph.surrogates()) {
      surrogate
          .source()
          .refined()
          .ifPresent(stage -> folder.copySurrogate(results.apply(stage), surrogate.spec().name()));
    }
  }

  private void publishImages() {
    folder.copyImages(results.apply(graph.clean()), "clean");
    for (SurrogateNode surrogate : graph.surrogates()) {
      for (AttackNode attack : surrogate.attacks()) {
        folder.copyImages(results.apply(attack.craft()), attack.folder());
      }
    }
  }

  private Map<String, Smoothness> publishSmoothness() {
    Map<String, Smoothness> all = new LinkedHashMap<>();
    for (SurrogateNode surrogate : graph.surrogates()) {
      all.put(surrogate.spec().name(), Smoothness.read(results.apply(surrogate.smoothness())));
    }
    folder.write("smoothness.json", Json.text(all));
    return all;
  }
}
