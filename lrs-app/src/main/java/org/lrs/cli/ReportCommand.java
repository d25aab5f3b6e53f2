package org.lrs.cli;

import java.nio.file.Path;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.FinishedRun;
import org.lrs.result.RunResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lrs report RUN_DIR}: the report of a finished run. */
@Command(
    name = "report",
    header = "Show the results of a finished run, and write its report.html again.",
    footer = "  lrs report runs/quickstart")
final class ReportCommand implements Runnable {

  @Parameters(paramLabel = "RUN_DIR", description = "Folder of a run: its --out.")
  private Path folder;

  @Mixin private Output output;

  @Override
  public void run() {
    Experiment.renderReport(folder);
    RunResults results = FinishedRun.results(folder);
    output.print(results, () -> SpecOptions.text(results, folder));
  }
}
