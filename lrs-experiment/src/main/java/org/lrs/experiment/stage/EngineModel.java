package org.lrs.experiment.stage;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.ImageDataset;
import org.lrs.data.Images;
import org.lrs.data.Normalization;
import org.lrs.experiment.configuration.ModelSpec;
import org.lrs.format.Checkpoints;
import org.lrs.format.HostTensor;
import org.lrs.model.Architecture;
import org.lrs.model.Architectures;
import org.lrs.model.Classifier;
import org.lrs.model.InputShape;
import org.lrs.nn.Network;
import org.lrs.nn.StateDict;

/**
 * A network of this program with the digest of its file.
 *
 * @param spec architecture, file and normalisation
 * @param fingerprint digest of the file
 */
public record EngineModel(ModelSpec.Engine spec, String fingerprint) {

  /**
   * The same network with other logits.
   *
   * @param temperature what the logits of the file are divided by, see {@link Classifier#soften}
   * @throws IllegalArgumentException if it is outside [0.01, 100]
   */
  public EngineModel softened(double temperature) {
    return new EngineModel(spec.softened(Classifier.temperature(temperature)), fingerprint);
  }

  /** All that the network's answers depend on. */
  Object parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("architecture", spec.architecture());
    all.put("weights", fingerprint);
    all.put("normalization", spec.normalization());
    if (spec.temperature() != 1) {
      all.put("temperature", spec.temperature());
    }
    return all;
  }

  /**
   * Opens the network; the caller closes it.
   *
   * @param weights numbers to use instead of the model's file; they are what a refinement made of
   *     it, so its temperature is in them
   * @param images images of the size and classes it is for
   * @throws IllegalArgumentException if the file does not fit the architecture
   */
  public Classifier open(String name, Optional<Path> weights, ImageDataset images) {
    Images pixels = images.images();
    InputShape input = new InputShape(pixels.channels(), pixels.height(), pixels.width());
    Architecture architecture = Architectures.get(spec.architecture());
    Network network = architecture.build(input, images.classes());
    Path file = weights.orElse(spec.file());
    Map<String, HostTensor> numbers = architecture.checkpointNames().rename(Checkpoints.read(file));
    Normalization normalization =
        spec.normalization().orElseGet(() -> Normalization.none(input.channels()));
    StateDict state = StateDict.of(network, numbers, file.toString());
    Classifier classifier =
        new Classifier(name, network, state, normalization, input, images.classes());
    if (weights.isEmpty() && spec.temperature() != 1) {
      classifier.soften(spec.temperature());
    }
    return classifier;
  }
}
