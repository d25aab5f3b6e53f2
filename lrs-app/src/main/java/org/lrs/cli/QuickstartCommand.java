package org.lrs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lrs.experiment.configuration.SpecReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lrs quickstart}: a small experiment on data and networks that come with the program. */
@Command(
    name = "quickstart",
    header = "Run a small experiment on the data and networks that come with lrs.",
    description =
        "A Fashion-MNIST network is refined with LRS-1, LRS-2 and LRS-F, attacked, and the"
            + " adversarial images are scored on other networks. Needs no network connection and"
            + " takes a few minutes.",
    footer = {"  lrs quickstart --out runs/quickstart", "  lrs quickstart --print-spec"})
final class QuickstartCommand implements Callable<Integer> {
  private static final String SPEC = "quickstart.yaml";

  @Mixin private SpecOptions options;

  @Option(
      names = "--print-spec",
      description = "Print the experiment as a spec for 'lrs run', to start your own from.")
  private boolean printSpec;

  @Override
  public Integer call() throws IOException {
    try (InputStream in = QuickstartCommand.class.getResourceAsStream(SPEC)) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (printSpec) {
        options.print(yaml);
      } else {
        options.run(
            SpecReader.parse(SPEC, yaml, Path.of(""), options.overrides()),
            options.where("quickstart"));
      }
    }
    return ExitCode.OK;
  }
}
