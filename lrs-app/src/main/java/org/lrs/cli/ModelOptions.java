package org.lrs.cli;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.lrs.Range;
import org.lrs.data.Normalization;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.ModelFile;
import picocli.CommandLine.Mixin;
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

  @Mixin private Card card;

  /** The network as these options name it. */
  ModelFile chosen() {
    return card.of(file);
  }

  /** Short name of the network, see {@link ModelFile#name}. */
  String name() throws NoSuchFileException {
    return chosen().name();
  }

  /** The network as one whose gradients are known, see {@link ModelFile#engine}. */
  EngineNetwork engine() throws NoSuchFileException {
    return chosen().engine();
  }

  /** Options that say of a network what else its card does. */
  static final class Card {

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
      Range.require(
          (mean == null) == (std == null), "--mean and --std go together, got one of them only");
      return new ModelFile(
          file,
          Optional.ofNullable(architecture),
          Optional.ofNullable(mean).map(known -> new Normalization(known, std)));
    }
  }
}
