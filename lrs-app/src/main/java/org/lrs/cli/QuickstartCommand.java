package org.lrs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.lrs.experiment.Experiment;
import org.lrs.experiment.configuration.ExperimentSpec;
import org.lrs.experiment.configuration.SpecReader;
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
    String yaml = yaml();
    if (printSpec) {
      output.out().print(yaml);
      output.out().flush();
      return;
    }
    compute.apply();
    ExperimentSpec spec = SpecReader.parse(SPEC, yaml, Path.of(""), options.overrides());
    Experiment.Options where = options.experiment("quickstart", List.of("lrs", "quickstart"));
    ExperimentRun.run(spec, where, output);
  }

  private static String yaml() {
    try (InputStream in = QuickstartCommand.class.getResourceAsStream(SPEC)) {
      if (in == null) {
        throw new IllegalStateException("the program's jar has lost " + SPEC);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failures.unchecked(e);
    }
  }
}
