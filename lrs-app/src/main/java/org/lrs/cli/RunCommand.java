package org.lrs.cli;

import java.nio.file.Path;
import java.util.List;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.SpecReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lrs run SPEC}: an experiment from its spec to its report. */
@Command(
    name = "run",
    header = "Run an experiment: refine, attack, score on the targets, report.",
    description = {
      "",
      "Finished stages are kept: a run that was interrupted, or whose spec was changed in part,"
          + " computes only what is missing.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  lrs run configs/cifar10-resnet20.yaml --out runs/small --set data.evaluate.count=100"
    })
final class RunCommand implements Runnable {

  @Parameters(paramLabel = "SPEC", description = "The experiment, a YAML file.")
  private Path spec;

  @Mixin private SpecOptions options;
  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Override
  public void run() {
    compute.apply();
    ExperimentSpec experiment = SpecReader.read(spec, options.overrides());
    Experiment.Options where =
        options.experiment(baseName(spec), List.of("lrs", "run", spec.toString()));
    ExperimentRun.run(experiment, where, output);
  }

  /** The file's name without its ending. */
  static String baseName(Path spec) {
    return spec.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }
}
