package org.lrs.cli;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  @Mixin private CardOptions card;

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
}
