package org.lrs.cli;

import org.lrs.experiment.Experiment;
import org.lrs.experiment.Sweep;
import org.lrs.experiment.configuration.SpecReader;
import org.lrs.experiment.configuration.SweepSpec;
import org.lrs.report.SweepTable;
import org.lrs.result.SweepResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs sweep SPEC}: one refinement with many settings. */
@Command(
    name = "sweep",
    header = "Refine a surrogate with many settings and compare what transfers and what it costs.",
    description =
        "The spec is that of 'lrs run' with a section 'sweep': all combinations of listed values, or"
            + " random ones. Leaves sweep.html, sweep.json and sweep.csv. Finished trials are kept: a"
            + " sweep that was interrupted resumes, and a longer one runs only what is new.",
    footer = "  lrs sweep configs/sweep-embedded.yaml --out runs/sweep --jobs 2")
final class SweepCommand implements Runnable {

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

  @Mixin private SpecOptions.File options;

  @Override
  public void run() {
    SweepSpec sweep = SpecReader.readSweep(options.spec(), options.overrides());
    Experiment.Options where = options.where();
    if (plan) {
      options.print(sweep.trials(), () -> Experiment.plan(sweep.experiment(), where).toText());
      return;
    }
    SweepResults results =
        options.work(where, (out, progress) -> Sweep.run(sweep, out, jobs, progress));
    options.print(
        results,
        () ->
            SweepTable.table(results).text()
                + "\nReport: "
                + SpecOptions.address(where.out(), "sweep.html"));
  }
}
