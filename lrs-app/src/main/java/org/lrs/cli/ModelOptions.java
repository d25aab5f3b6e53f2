package org.lrs.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.lrs.data.Normalization;
import org.lrs.experiment.spec.ModelSpec;
import org.lrs.experiment.stage.EngineModel;
import org.lrs.experiment.stage.Fingerprints;
import org.lrs.experiment.stage.Predictor;
import org.lrs.experiment.stage.SurrogateSource;
import org.lrs.experiment.store.Disk;
import org.lrs.experiment.store.Json;
import org.lrs.model.Architectures;
import org.lrs.model.CheckpointCard;
import org.lrs.model.EmbeddedModels;
import org.lrs.nn.FormatException;
import org.lrs.target.OnnxTarget;
import org.lrs.text.NearestName;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;

/** Options that name one network. */
final class ModelOptions {

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "FILE|NAME",
      description =
          "The network: .safetensors, .pt or .th, for 'evaluate' also .onnx, or the name of one that"
              + " comes with lrs. A card beside the file (the same name with .json, as 'train' and"
              + " 'refine' write) tells the rest.")
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

  /** A network of which nothing is said but its file or name. */
  static ModelOptions named(Path file) {
    ModelOptions options = new ModelOptions();
    options.file = file;
    return options;
  }

  /**
   * Short name of the network: the one on its card, or its file's without the ending.
   *
   * @throws FormatException if the card is none
   */
  String name() throws NoSuchFileException {
    return card().map(CheckpointCard::name).orElseGet(this::baseName);
  }

  private String baseName() {
    return file.getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "");
  }

  /**
   * The network as one whose gradients are known.
   *
   * @throws IllegalArgumentException if options and card do not say what it is
   */
  EngineModel engine(Fingerprints fingerprints) throws NoSuchFileException {
    if (isOnnx()) {
      throw new IllegalArgumentException(
          file + " is an ONNX file, which gives no gradients; only 'evaluate' takes one");
    }
    Optional<CheckpointCard> card = card();
    String named =
        architecture != null ? architecture : card.map(CheckpointCard::architecture).orElse(null);
    if (named == null) {
      throw new IllegalArgumentException(
          "%s has no card %s; name its architecture with --architecture"
              .formatted(file, cardFile().getFileName()));
    }
    Architectures.get(named);
    Path weights = weights();
    Optional<Normalization> normalization =
        normalization().or(() -> card.map(CheckpointCard::normalization));
    return new EngineModel(
        new ModelSpec.Engine(name(), named, weights, normalization), fingerprints.of(weights));
  }

  /** The network as one that only predicts. */
  Predictor predictor(Fingerprints fingerprints) throws NoSuchFileException {
    if (!isOnnx()) {
      return new Predictor.OfSurrogate(SurrogateSource.plain(name(), engine(fingerprints)));
    }
    return new Predictor.OfOnnx(onnx(name()), fingerprints.of(file));
  }

  /** The network as one that only predicts, under a name of its own. */
  ModelSpec target(String called, Fingerprints fingerprints) throws NoSuchFileException {
    if (isOnnx()) {
      return onnx(called);
    }
    ModelSpec.Engine engine = engine(fingerprints).spec();
    return new ModelSpec.Engine(
        called, engine.architecture(), engine.file(), engine.normalization());
  }

  private ModelSpec.Onnx onnx(String called) throws NoSuchFileException {
    requireFile();
    return new ModelSpec.Onnx(
        called,
        file,
        OnnxTarget.Layout.AUTO,
        OnnxTarget.PixelRange.UNIT,
        OnnxTarget.ChannelOrder.RGB,
        normalization());
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

  private Optional<Normalization> normalization() {
    if (mean == null && std == null) {
      return Optional.empty();
    }
    if (mean == null || std == null) {
      throw new IllegalArgumentException("--mean and --std go together, got one of them only");
    }
    return Optional.of(new Normalization(mean, std));
  }

  private Optional<CheckpointCard> card() throws NoSuchFileException {
    if (isEmbedded()) {
      return Optional.of(EmbeddedModels.card(file.toString()));
    }
    requireFile();
    Path card = cardFile();
    if (!Files.isRegularFile(card)) {
      return Optional.empty();
    }
    try {
      String json = Disk.reading(card, () -> Files.readString(card));
      return Optional.of(Json.mapper().readValue(json, CheckpointCard.class));
    } catch (JacksonException e) {
      throw new FormatException(
          card, "is not the card of a network (" + e.getOriginalMessage() + ")", e);
    }
  }

  private void requireFile() throws NoSuchFileException {
    if (Files.isRegularFile(file)) {
      return;
    }
    String name = file.toString();
    if (name.matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException(
          "no such file: "
              + name
              + "; as a network that comes with lrs, "
              + NearestName.sentence("network", name, EmbeddedModels.names()));
    }
    throw new NoSuchFileException(name);
  }

  private Path cardFile() {
    return file.resolveSibling(baseName() + ".json");
  }
}
