package org.lrs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.report.TextReport;
import org.lrs.result.RunResults;

/** Runs an experiment under the user's eyes and ends with its results. */
final class ExperimentRun {
  static final String RESUME = "the same command resumes; what is finished is kept in ";

  private ExperimentRun() {}

  static void run(ExperimentSpec spec, Experiment.Options options, Output output) {
    RunResults report;
    try (ProgressLine line = ProgressLine.on(output.err());
        Interruption hint = Interruption.during(line, RESUME + options.out())) {
      report = Experiment.run(spec, options, new RunProgress(line));
    }
    print(report, options.out(), output);
  }

  /** The success matrix and where the report is, or {@code results.json}. */
  static void print(RunResults report, Path folder, Output output) {
    Path html = folder.resolve("report.html").toAbsolutePath().normalize();
    output.printText(
        () -> Files.readString(folder.resolve("results.json")),
        () -> TextReport.matrix(report) + "\nReport: " + html.toUri() + "\n");
  }
}
