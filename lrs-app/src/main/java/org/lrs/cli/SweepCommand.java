package org.lrs.cli;

import java.nio.file.Path;
import java.util.List;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.Sweep;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.SweepSpec;
import org.lrs.report.SweepTable;
import org.lrs.result.SweepResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lrs sweep SPEC}: one refinement with many settings. */
@Command(
    name = "sweep",
    header = "Refine a surrogate with many settings and compare what transfers and what it costs.",
    description = {
      "",
      "The spec is that of 'lrs run' with a section 'sweep': all combinations of listed values, or"
          + " random ones. Leaves sweep.html, sweep.json and sweep.csv. Finished trials are kept: a"
          + " sweep that was interrupted resumes, and a longer one runs only what is new.",
      ""
    },
    footer = {"", "Example:", "  lrs sweep configs/sweep-embedded.yaml --out runs/sweep --jobs 2"})
final class SweepCommand implements Runnable {

  @Parameters(paramLabel = "SPEC", description = "The experiment, a YAML file.")
  private Path spec;

  @Option(
      names = {"-j", "--jobs"},
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Stages that run at the same time, each with its share of the threads (default:"
              + " ${DEFAULT-VALUE}). Pays where a network is too small to keep all cores busy.")
  private int jobs;

  @Option(names = "--plan", description = "Show what would run and what is finished; run nothing.")
  private boolean plan;

  @Mixin private SpecOptions options;
  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Override
  public void run() {
    compute.apply();
    SweepSpec sweep = SpecReader.readSweep(spec, options.overrides());
    Experiment.Options where =
        options.experiment(RunCommand.baseName(spec), List.of("lrs", "sweep", spec.toString()));
    if (plan) {
      output.print(sweep.trials(), () -> Experiment.plan(sweep.experiment(), where).toText());
      return;
    }
    SweepResults report =
        ExperimentRun.resumable(
            where.out(), output, progress -> Sweep.run(sweep, where, jobs, progress));
    output.print(report, () -> text(report, where.out()));
  }

  private static String text(SweepResults report, Path folder) {
    return SweepTable.table(report).text()
        + "\nReport: "
        + folder.resolve("sweep.html").toAbsolutePath().normalize().toUri()
        + "\n";
  }
}
