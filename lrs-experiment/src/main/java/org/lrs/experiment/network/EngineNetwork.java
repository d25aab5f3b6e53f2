package org.lrs.experiment.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.HashedFile;
import org.lrs.model.Architectures;
import org.lrs.model.CheckpointCard;
import org.lrs.model.Classifier;
import org.lrs.model.EmbeddedModels;
import org.lrs.model.InputShape;
import org.lrs.nn.Folding;
import org.lrs.nn.Network;

/**
 * A pretrained network of this program.
 *
 * @param name name in results
 * @param architecture name of the architecture
 * @param weights checkpoint
 * @param normalization mean and standard deviation of each channel; empty if the network normalises
 *     by itself
 * @param temperature what its logits are divided by, see {@link Classifier#soften}; 1 leaves them
 */
public record EngineNetwork(
    String name,
    String architecture,
    HashedFile weights,
    Optional<Normalization> normalization,
    double temperature)
    implements ClassifierRef {

  private static final String LABELS =
      "; no image has the label 0: labels count from 0, subtract 1 from those that count from 1";

  public EngineNetwork {
    Classifier.temperature(temperature);
    String called = name;
    normalization.ifPresent(constants -> constants.ofUnitPixels(called));
  }

  /** A network with the logits of its file. */
  public EngineNetwork(
      String name, String architecture, Path weights, Optional<Normalization> normalization) {
    this(name, architecture, new HashedFile(weights), normalization, 1);
  }

  /**
   * A network that comes with the program.
   *
   * @throws IllegalArgumentException naming the nearest one, if there is none of that name
   */
  public static EngineNetwork embedded(String name) {
    CheckpointCard card = EmbeddedModels.card(name);
    return new EngineNetwork(
        name, card.architecture(), EmbeddedModels.file(name), Optional.of(card.normalization()));
  }

  @Override
  public EngineNetwork called(String other) {
    return new EngineNetwork(other, architecture, weights, normalization, temperature);
  }

  /**
   * The same network with another temperature.
   *
   * @throws IllegalArgumentException if it is outside [0.01, 100]
   */
  public EngineNetwork softened(double other) {
    return new EngineNetwork(name, architecture, weights, normalization, other);
  }

  /** Whether another network differs from this one by nothing but its name and temperature. */
  public boolean hasWeightsOf(EngineNetwork other) {
    return softened(1).digest().equals(other.softened(1).digest());
  }

  @Override
  public Object digest() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("architecture", architecture);
    all.put("weights", weights.digest());
    all.put("normalization", normalization);
    if (temperature != 1) {
      all.put("temperature", temperature);
    }
    return all;
  }

  @Override
  public List<HashedFile> files() {
    return List.of(weights);
  }

  @Override
  public EngineNetwork origin() {
    return this;
  }

  @Override
  public List<String> refinements() {
    return List.of();
  }

  @Override
  public Classifier open(String called, Function<Stage<?>, Path> results, ImageDataset images) {
    Classifier classifier = read(called, weights.path(), images);
    if (temperature != 1) {
      classifier.soften(temperature);
    }
    return classifier;
  }

  /**
   * Its graph for images like these, as attacks change it: without weights, batch normalisation
   * folded.
   */
  public Network graph(ImageDataset images) {
    Network whole = Architectures.get(architecture).build(shape(images), images.classes());
    return new Folding(whole).network();
  }

  private static InputShape shape(ImageDataset images) {
    Images pixels = images.images();
    return new InputShape(pixels.channels(), pixels.height(), pixels.width());
  }

  /** Whether the largest label says how many classes there are, and no image has the least. */
  private static boolean countedFromOne(ImageDataset images) {
    IntSummaryStatistics labels = Arrays.stream(images.labels()).summaryStatistics();
    int last = images.classes() - 1;
    boolean numbered = images.classNames().get(last).equals(Integer.toString(last));
    return numbered && labels.getMin() == 1 && labels.getMax() == last;
  }

  /**
   * A network of this architecture and normalisation with the weights of any file, as they are.
   *
   * @param file of weights; those of a refinement of this network have its temperature in them
   */
  Classifier read(String called, Path file, ImageDataset images) {
    InputShape input = shape(images);
    Normalization constants = normalization.orElseGet(() -> Normalization.none(input.channels()));
    try {
      return Classifier.read(called, architecture, file, constants, input, images.classes());
    } catch (IllegalArgumentException e) {
      throw countedFromOne(images) ? new IllegalArgumentException(e.getMessage() + LABELS, e) : e;
    }
  }
}
