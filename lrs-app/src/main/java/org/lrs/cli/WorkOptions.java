package org.lrs.cli;

import java.nio.file.Path;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.FolderRun;
import org.lrs.tensor.Device;
import org.lrs.tensor.Engine;
import picocli.CommandLine.Option;

/** Options of every command that computes. */
class WorkOptions extends Output {

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "Threads one operation may use (default: one per core).")
  private Integer threads;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description =
          "Where tensors live: 'cpu', or 'cuda' or 'cuda:N' in a build with the Maven profile 'gpu'"
              + " (written for CUDA, tested on no GPU yet; default: ${DEFAULT-VALUE}).")
  private String device;

  /**
   * Sets up the engine as the options say.
   *
   * @throws IllegalArgumentException for a device that cannot be used
   */
  void apply() {
    Engine.device(new Device(device));
    if (threads != null) {
      Engine.threads(threads);
    }
  }

  /** Sets up the engine and shows progress; an interrupted command says how it resumes. */
  ProgressLine begin(Path folder) {
    apply();
    return ProgressLine.on(
        err(), "the same command resumes; what is finished is kept in " + folder);
  }

  /** Does work with a line of progress. */
  <T> T work(Experiment.Options where, FolderRun<T> run) {
    try (ProgressLine line = begin(where.out())) {
      return run.run(where, new RunProgress(line));
    }
  }
}
