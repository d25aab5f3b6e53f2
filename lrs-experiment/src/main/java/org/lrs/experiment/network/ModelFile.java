package org.lrs.experiment.network;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lrs.data.Normalization;
import org.lrs.format.JsonRecords;
import org.lrs.model.Architectures;
import org.lrs.model.CheckpointCard;
import org.lrs.model.EmbeddedModels;
import org.lrs.text.NearestName;

/**
 * A network that the user names: a file, a folder of 'lrs refine' or 'lrs train', or one that comes
 * with the program.
 *
 * @param file the file, folder or name
 * @param architecture as the user gives it; empty for what its card has
 * @param normalization as the user gives it; empty for what its card has
 */
public record ModelFile(
    Path file, Optional<String> architecture, Optional<Normalization> normalization) {

  /** File of weights in a folder of a training or a refinement. */
  public static final String WEIGHTS = "model.safetensors";

  /** A folder stands for the weights in it. */
  public ModelFile {
    if (Files.isDirectory(file) && Files.isRegularFile(file.resolve(WEIGHTS))) {
      file = file.resolve(WEIGHTS);
    }
  }

  /** A network described by its card alone. */
  public static ModelFile of(Path file) {
    return new ModelFile(file, Optional.empty(), Optional.empty());
  }

  /** The names of networks, those that several have with a number behind them. */
  public static List<String> names(List<? extends NetworkRef> networks) {
    List<String> names = new ArrayList<>();
    for (NetworkRef network : networks) {
      String free = network.name();
      for (int n = 2; names.contains(free); n++) {
        free = network.name() + " (" + n + ")";
      }
      names.add(free);
    }
    return names;
  }

  /** This network, with what its missing card would have taken from another. */
  public ModelFile like(ModelFile other) throws NoSuchFileException {
    Optional<CheckpointCard> theirs = other.card();
    return card().isPresent()
        ? this
        : new ModelFile(
            file,
            architecture.or(other::architecture).or(() -> theirs.map(CheckpointCard::architecture)),
            normalization
                .or(other::normalization)
                .or(() -> theirs.map(CheckpointCard::normalization)));
  }

  /**
   * Short name of the network: the one on its card, or its file's without the ending.
   *
   * @throws org.lrs.format.FormatException if the card is damaged or none
   */
  public String name() throws NoSuchFileException {
    return card().map(CheckpointCard::name).orElseGet(this::baseName);
  }

  private String baseName() {
    return file.getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "");
  }

  /**
   * The network as one whose gradients are known.
   *
   * @throws IllegalArgumentException if options and card do not describe it
   */
  public EngineNetwork engine() throws NoSuchFileException {
    if (isOnnx()) {
      throw new IllegalArgumentException(
          file + " is an ONNX file, which gives no gradients; only 'evaluate' takes one");
    }
    Optional<CheckpointCard> card = card();
    String named = architecture.or(() -> card.map(CheckpointCard::architecture)).orElse(null);
    if (named == null) {
      throw new IllegalArgumentException(
          "%s has no card %s; name its architecture with --architecture"
              .formatted(file, cardFile().getFileName()));
    }
    Architectures.get(named);
    return new EngineNetwork(
        name(), named, weights(), normalization.or(() -> card.map(CheckpointCard::normalization)));
  }

  /**
   * The network as one that predicts; it may be an ONNX file.
   *
   * @throws IllegalArgumentException if options and card do not describe it
   */
  public NetworkRef network() throws NoSuchFileException {
    return isOnnx() ? new OnnxNetwork(name(), file, normalization) : engine();
  }

  /** A file goes before a network of the same name that comes with the program. */
  private boolean isEmbedded() {
    return !Files.exists(file) && EmbeddedModels.names().contains(file.toString());
  }

  private Path weights() {
    return isEmbedded() ? EmbeddedModels.file(file.toString()) : file;
  }

  private boolean isOnnx() {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  /** Its card, if it has one. */
  public Optional<CheckpointCard> card() throws NoSuchFileException {
    if (isEmbedded()) {
      return Optional.of(EmbeddedModels.card(file.toString()));
    }
    requireFile();
    Path card = cardFile();
    // The index of a sharded checkpoint ends with .json itself; no file is its own card.
    if (!Files.isRegularFile(card) || card.equals(file)) {
      return Optional.empty();
    }
    return Optional.of(JsonRecords.read(card, CheckpointCard.class));
  }

  private void requireFile() throws NoSuchFileException {
    if (Files.isRegularFile(file)) {
      return;
    }
    String name = file.toString();
    if (name.matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException(
          "no such file: %s; as a network that comes with lrs, %s"
              .formatted(name, NearestName.sentence("network", name, EmbeddedModels.names())));
    }
    throw new NoSuchFileException(name);
  }

  private Path cardFile() {
    return file.resolveSibling(baseName() + ".json");
  }
}
