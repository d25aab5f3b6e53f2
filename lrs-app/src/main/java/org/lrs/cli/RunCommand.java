package org.lrs.cli;

import org.lrs.experiment.configuration.SpecReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lrs run SPEC}: an experiment from its spec to its report. */
@Command(
    name = "run",
    header = "Run an experiment: refine, attack, score on the targets, report.",
    description =
        "Finished stages are kept: a run that was interrupted, or whose spec was changed in part,"
            + " computes only what is missing.",
    footer =
        "  lrs run configs/cifar10-resnet20.yaml --out runs/small --set data.evaluate.count=100")
final class RunCommand implements Runnable {

  @Mixin private SpecOptions.File options;

  @Override
  public void run() {
    options.run(SpecReader.read(options.spec(), options.overrides()), options.where());
  }
}
