package org.lrs.experiment;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lrs.experiment.FinishedRun.Predictions;
import org.lrs.experiment.Graph.AttackNode;
import org.lrs.experiment.Graph.SurrogateNode;
import org.lrs.experiment.Graph.TargetNode;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.network.OpenTarget;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Progress;
import org.lrs.experiment.plan.Runner;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.ArtifactStore;
import org.lrs.report.HtmlReport;
import org.lrs.report.RunReport;
import org.lrs.result.RunResults;

/** From a spec to a run folder. */
public final class Experiment {

  private static final double NANOS = 1e9;
  private static final String REPORT = "report.html";

  private Experiment() {}

  /**
   * Where a run goes.
   *
   * @param out run folder
   * @param store folder of finished stages, shared between runs; empty for {@code .store} in the
   *     run folder
   * @param command the command the user gave, for report and provenance
   */
  public record Options(Path out, Optional<Path> store, String command) {

    /** A run folder with a store of its own. */
    public static Options of(Path out, String command) {
      return new Options(out, Optional.empty(), command);
    }

    ArtifactStore openStore() {
      return ArtifactStore.open(store.orElse(out.resolve(RunFolder.STORE)));
    }

    /**
     * Runs stages, or what is left of them, into the run folder.
     *
     * @param publish copies the requested files out of the stages' results and returns the figures
     */
    <T> T run(
        List<? extends Stage<?>> stages,
        Progress progress,
        BiFunction<RunFolder, Finished, T> publish) {
      try (RunFolder folder = RunFolder.open(out)) {
        ArtifactStore open = openStore();
        Plan plan = Plan.of(stages, open);
        T result = publish.apply(folder, new Runner(open, progress).run(plan));
        folder.finish();
        return result;
      }
    }
  }

  /**
   * What would run and what is finished already. Reads the files of the experiment for their
   * digests; writes nothing.
   */
  public static Plan plan(ExperimentSpec spec, Options options) {
    try (OpenTarget open = new OpenTarget()) {
      Graph graph = Graph.of(spec, open);
      return Plan.of(graph.stages(), options.openStore());
    }
  }

  /**
   * Runs an experiment, or what is left of it, and writes the run folder.
   *
   * @return the figures, as in {@code results.json}
   * @throws RuntimeException as {@link FolderRun#run}
   */
  public static RunResults run(ExperimentSpec spec, Options options, Progress progress) {
    long start = System.nanoTime();
    String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    try (OpenTarget open = new OpenTarget()) {
      Graph graph = Graph.of(spec, open);
      return options.run(
          graph.stages(),
          progress,
          (folder, finished) -> {
            RunResults results = Results.gather(spec, graph, finished);
            results.findings().forEach(progress::found);
            publish(folder, graph, finished);
            folder.writeJson(FinishedRun.RESULTS, results);
            folder.writeJson(
                FinishedRun.PROVENANCE,
                new Provenance(
                    options.command(),
                    spec.source(),
                    spec.seed(),
                    Provenance.Machine.here(),
                    Provenance.files(spec),
                    started,
                    (System.nanoTime() - start) / NANOS,
                    Provenance.refinementSeconds(graph, finished),
                    Provenance.notes(finished)));
            folder.write(REPORT, HtmlReport.render(report(folder.path())));
            return results;
          });
    }
  }

  private static void publish(RunFolder folder, Graph graph, Finished finished) {
    folder.copyImages(finished.apply(graph.clean()), FinishedRun.CLEAN);
    Predictions clean = new Predictions(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (SurrogateNode surrogate : graph.surrogates()) {
      clean.surrogates().put(surrogate.name(), finished.get(surrogate.predictClean()).classes());
      // The members of an ensemble are surrogates themselves.
      if (surrogate.spec().parts().size() == 1) {
        folder.copySurrogate(surrogate.network(), finished);
      }
    }
    for (TargetNode target : graph.targets()) {
      clean.targets().put(target.name(), finished.get(target.predictClean()).classes());
    }
    folder.writeJson(FinishedRun.CLEAN + FinishedRun.PREDICTIONS, clean);
    for (AttackNode attack : graph.attacks()) {
      String surrogate = attack.surrogate().name();
      String images = FinishedRun.adversarial(surrogate, attack.name());
      Map<String, int[]> targets = new LinkedHashMap<>();
      attack
          .onTargets()
          .forEach((node, stage) -> targets.put(node.name(), finished.get(stage).classes()));
      int[] own = finished.get(attack.whiteBox()).classes();
      folder.copyImages(finished.apply(attack.craft()), images);
      folder.writeJson(
          images + FinishedRun.PREDICTIONS, new Predictions(Map.of(surrogate, own), targets));
    }
  }

  /**
   * Renders the report of a finished run again.
   *
   * @param folder a run folder
   * @return the HTML file
   * @throws IllegalArgumentException if it is not the folder of a finished run
   */
  public static Path renderReport(Path folder) {
    RunReport report = report(folder);
    try (RunFolder run = RunFolder.open(folder)) {
      run.write(REPORT, HtmlReport.render(report));
    }
    return folder.resolve(REPORT);
  }

  private static RunReport report(Path folder) {
    FinishedRun run = FinishedRun.read(folder.toString(), folder);
    return new RunReport(
        run.results(), new Gallery(run).of(), run.provenance().facts(), run.provenance().command());
  }
}
