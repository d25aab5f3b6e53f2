package org.lrs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.spec.ExperimentSpec;
import org.lrs.experiment.spec.SpecReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs quickstart}: a small experiment on data and networks that come with the program. */
@Command(
    name = "quickstart",
    header = "Run a small experiment on the data and networks that come with lrs.",
    description = {
      "",
      "A Fashion-MNIST network is refined with LRS-1, LRS-2 and LRS-F, attacked, and the"
          + " adversarial images are scored on other networks. Needs no network connection and"
          + " takes a few minutes.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  lrs quickstart --out runs/quickstart",
      "  lrs quickstart --print-spec"
    })
final class QuickstartCommand implements Runnable {
  private static final String SPEC = "quickstart.yaml";

  @Mixin private SpecOptions options;
  @Mixin private ComputeOptions compute;
  @Mixin private Output output;

  @Option(
      names = "--print-spec",
      description = "Print the experiment as a spec for 'lrs run', to start your own from.")
  private boolean printSpec;

  @Override
  public void run() {
    try {
      String yaml = EmbeddedFiles.text(SPEC);
      if (printSpec) {
        output.out().print(yaml);
        output.out().flush();
        return;
      }
      compute.apply();
      try (EmbeddedFiles files = EmbeddedFiles.unpack(yaml, options.overrides())) {
        ExperimentSpec spec = SpecReader.parse(SPEC, yaml, Path.of(""), options.overrides());
        Experiment.Options where = options.experiment("quickstart", List.of("lrs", "quickstart"));
        ExperimentRun.run(spec, where, output);
      }
    } catch (IOException e) {
      throw Failures.unchecked(e);
    }
  }
}
