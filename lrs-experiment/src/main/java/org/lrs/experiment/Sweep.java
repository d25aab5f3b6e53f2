package org.lrs.experiment;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.configuration.AttackSpec;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.SweepSpec;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.OpenTarget;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.plan.Runner;
import org.lrs.experiment.store.ArtifactStore;
import org.lrs.refine.DivergedException;
import org.lrs.report.SweepHtml;
import org.lrs.report.SweepTable;
import org.lrs.result.RunResults;
import org.lrs.result.Surrogate;
import org.lrs.result.SweepResults;
import org.lrs.result.SweepResults.Trial;

/**
 * Runs the trials of a sweep as the surrogates of one experiment, so that each is kept in the store
 * by what it is made from: a killed sweep resumes, and a longer one runs only what is new.
 *
 * <p>A training that diverges is a result of its trial, not the end of the sweep.
 */
public final class Sweep {

  private final SweepSpec sweep;
  private final Map<Plan.Step, String> diverged = new IdentityHashMap<>();
  private final Graph graph;
  private final Finished finished;

  private Sweep(SweepSpec sweep, ArtifactStore store, int jobs, Progress progress) {
    this.sweep = sweep;
    try (OpenTarget open = new OpenTarget()) {
      graph = Graph.of(sweep.experiment(), open);
      Plan plan = Plan.of(graph.stages(), store);
      finished = new Runner(store, progress, jobs).run(plan, this::tolerated);
    }
  }

  /**
   * Runs a sweep, or what is left of it, and writes {@code sweep.json}, {@code sweep.csv} and
   * {@code sweep.html}.
   *
   * @param jobs stages that run at the same time
   * @throws RuntimeException as {@link FolderRun#run}
   */
  public static SweepResults run(
      SweepSpec sweep, Experiment.Options options, int jobs, Progress progress) {
    try (RunFolder folder = RunFolder.open(options.out())) {
      SweepResults report = measure(sweep, options, jobs, progress);
      folder.writeJson("sweep.json", report);
      folder.write("sweep.csv", SweepTable.csv(report));
      folder.write("sweep.html", SweepHtml.render(report));
      folder.finish();
      return report;
    }
  }

  /** Runs a sweep and writes nothing but what its stages leave in the store. */
  static SweepResults measure(
      SweepSpec sweep, Experiment.Options options, int jobs, Progress progress) {
    return new Sweep(sweep, options.openStore(), jobs, progress).report(options.command());
  }

  private boolean tolerated(Plan.Step step, RuntimeException failure) {
    if (failure instanceof DivergedException divergence) {
      diverged.put(step, divergence.reason());
      return true;
    }
    return false;
  }

  private SweepResults report(String command) {
    ExperimentSpec spec = sweep.experiment();
    Map<String, String> provenance =
        Provenance.facts(Provenance.Machine.here(), spec.seed(), Provenance.files(spec));
    RunResults figures = Results.gather(spec, graph.only(this::isMeasured), finished);
    Map<String, Map<String, String>> values =
        sweep.trials().stream()
            .collect(Collectors.toMap(SweepSpec.Trial::name, SweepSpec.Trial::values));
    List<Trial> trials = new ArrayList<>();
    List<Trial> references = new ArrayList<>();
    for (SurrogateNode node : graph.surrogates()) {
      boolean swept = values.containsKey(node.name());
      Trial trial = trial(node, values.getOrDefault(node.name(), Map.of()), figures);
      (swept ? trials : references).add(trial);
    }
    return new SweepResults(
        spec.name(),
        sweep.surrogate(),
        sweep.settings(),
        figures.dataset(),
        spec.attacks().stream().map(AttackSpec::name).toList(),
        spec.targets().stream().map(NetworkRef::name).toList(),
        trials,
        references,
        provenance,
        command);
  }

  private boolean isMeasured(SurrogateNode node) {
    return finished.has(node.smoothness());
  }

  private Trial trial(SurrogateNode node, Map<String, String> values, RunResults figures) {
    String name = node.name();
    if (!isMeasured(node)) {
      return Trial.diverged(name, values, why(node));
    }
    Surrogate measured =
        figures.surrogates().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    return Trial.of(
        values,
        measured,
        figures.cells().stream().filter(cell -> cell.surrogate().equals(name)).toList(),
        node.refinements().stream().mapToDouble(stage -> finished.of(stage).seconds()).sum());
  }

  private String why(SurrogateNode node) {
    return node.refinements().stream()
        .map(finished.plan()::of)
        .filter(diverged::containsKey)
        .map(diverged::get)
        .findFirst()
        .orElse("the training it starts from diverged");
  }
}
