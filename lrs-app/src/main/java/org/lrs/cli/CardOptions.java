package org.lrs.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.lrs.data.Normalization;
import org.lrs.experiment.network.ModelFile;
import picocli.CommandLine.Option;

/** Options that say of a network what else its card does. */
final class CardOptions {

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "Architecture of the network, see 'lrs models' (default: as on its card).")
  private String architecture;

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "M",
      description = "Mean of each channel in [0, 1], such as 0.49,0.48,0.45 (default: its card).")
  private double[] mean;

  @Option(
      names = "--std",
      split = ",",
      paramLabel = "S",
      description = "Standard deviation of each channel (default: its card).")
  private double[] std;

  /** A network as these options describe it. */
  ModelFile of(Path file) {
    if ((mean == null) != (std == null)) {
      throw new IllegalArgumentException("--mean and --std go together, got one of them only");
    }
    return new ModelFile(
        file,
        Optional.ofNullable(architecture),
        Optional.ofNullable(mean).map(known -> new Normalization(known, std)));
  }
}
