package org.lrs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.lrs.experiment.RunFolder;
import org.lrs.experiment.plan.Finished;
import org.lrs.experiment.plan.Plan;
import org.lrs.experiment.plan.Runner;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.ArtifactStore;
import picocli.CommandLine.Option;

/** Options of commands that do one step of an experiment, and how they do it. */
final class StageOptions {

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder for the result (default: runs/COMMAND-MODEL).")
  private Path out;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Root of every random draw (default: ${DEFAULT-VALUE}).")
  private long seed;

  long seed() {
    return seed;
  }

  /** The folder for the result. */
  Path folder(String usual) {
    return out == null ? Path.of("runs", usual) : out;
  }

  /**
   * Runs stages with progress, as {@code lrs run} does; an interrupted command goes on later.
   *
   * @param folder of the result
   * @param publish copies what the user asked for out of the stages' results and returns it
   */
  <T> T run(
      Path folder,
      List<Stage<?>> stages,
      Output output,
      BiFunction<RunFolder, Finished, T> publish) {
    try (RunFolder run = RunFolder.open(folder);
        ProgressLine line = ProgressLine.on(output.err());
        Interruption hint = Interruption.during(line, ExperimentRun.RESUME + folder)) {
      ArtifactStore store = ArtifactStore.open(folder.resolve(".store"));
      Plan plan = Plan.of(stages, store);
      T result = publish.apply(run, new Runner(store, new RunProgress(line)).run(plan));
      run.finish();
      return result;
    }
  }
}
