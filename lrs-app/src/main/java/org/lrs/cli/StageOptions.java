package org.lrs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.plan.Progress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of commands that do one step of an experiment, and how they do it. */
final class StageOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
   * Runs with progress, as {@code lrs run} does; an interrupted command resumes later.
   *
   * @param folder of the result
   */
  <T> T run(Path folder, Output output, BiFunction<Experiment.Options, Progress, T> work) {
    return run(folder, Shell.typed(command), output, work);
  }

  /**
   * Runs with progress.
   *
   * @param words the command that gives the same result
   */
  <T> T run(
      Path folder,
      List<String> words,
      Output output,
      BiFunction<Experiment.Options, Progress, T> work) {
    Experiment.Options where = Experiment.Options.of(folder, Shell.join(words));
    return ExperimentRun.resumable(folder, output, progress -> work.apply(where, progress));
  }
}
