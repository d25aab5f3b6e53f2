package org.lrs.cli;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.lrs.data.Normalization;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.ModelFile;
import org.lrs.experiment.network.NetworkRef;
import picocli.CommandLine.Option;

/** Options that name one network. */
final class ModelOptions {

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "FILE|NAME",
      description =
          "The network: .safetensors, .pt or .th, for 'evaluate' also .onnx, or the name of one that"
              + " comes with lrs. A card next to the file (the same name with .json, as 'train' and"
              + " 'refine' write) has the rest.")
  private Path file;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "Its architecture, see 'lrs models' (default: as on its card).")
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

  /** The network as these options name it. */
  ModelFile chosen() {
    return new ModelFile(file, Optional.ofNullable(architecture), normalization(mean, std));
  }

  /** Short name of the network, see {@link ModelFile#name}. */
  String name() throws NoSuchFileException {
    return chosen().name();
  }

  /** The network as one whose gradients are known, see {@link ModelFile#engine}. */
  EngineNetwork engine() throws NoSuchFileException {
    return chosen().engine();
  }

  /** The network as one that only predicts, see {@link ModelFile#network}. */
  NetworkRef network() throws NoSuchFileException {
    return chosen().network();
  }

  /** Mean and standard deviation as options; empty if the user gave neither. */
  static Optional<Normalization> normalization(double[] mean, double[] std) {
    if (mean == null && std == null) {
      return Optional.empty();
    }
    if (mean == null || std == null) {
      throw new IllegalArgumentException("--mean and --std go together, got one of them only");
    }
    return Optional.of(new Normalization(mean, std));
  }
}
