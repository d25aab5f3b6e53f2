package org.lrs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.plan.Progress;
import org.lrs.report.SuccessMatrix;
import org.lrs.result.RunResults;

/** Runs an experiment under the user's eyes and ends with its results. */
final class ExperimentRun {
  static final String RESUME = "the same command resumes; what is finished is kept in ";

  private ExperimentRun() {}

  static void run(ExperimentSpec spec, Experiment.Options options, Output output) {
    RunResults report =
        resumable(options.out(), output, progress -> Experiment.run(spec, options, progress));
    print(report, options.out(), output);
  }

  /** Works with a line of progress; an interrupted command says how it resumes. */
  static <T> T resumable(Path folder, Output output, Function<Progress, T> work) {
    try (ProgressLine line = ProgressLine.on(output.err());
        Interruption hint = Interruption.during(line, RESUME + folder)) {
      return work.apply(new RunProgress(line));
    }
  }

  /** The success matrix and where the report is, or {@code results.json}. */
  static void print(RunResults report, Path folder, Output output) {
    Path html = folder.resolve("report.html").toAbsolutePath().normalize();
    output.printText(
        () -> Files.readString(folder.resolve("results.json")),
        () -> SuccessMatrix.text(report) + "\nReport: " + html.toUri() + "\n");
  }
}
