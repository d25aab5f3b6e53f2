package org.lrs.experiment.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.Normalization;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.OnnxNetwork;
import org.lrs.experiment.store.HashedFile;
import org.lrs.model.Architectures;
import org.lrs.model.Classifier;
import org.lrs.onnx.OnnxTarget;
import org.lrs.text.NearestName;

/** Reads one entry of {@code models}. */
final class ModelDecoder {

  private static final List<String> ENGINE =
      List.of("architecture", "weights", "normalization", "temperature");
  private static final List<String> ONNX =
      List.of("onnx", "layout", "pixelRange", "channelOrder", "normalization");

  private final Paths paths;

  ModelDecoder(Paths paths) {
    this.paths = paths;
  }

  NetworkRef decode(String name, SpecNode node) {
    if (node.fields().containsKey("onnx")) {
      return onnx(name, node);
    }
    return node.fields().containsKey("embedded") ? embedded(name, node) : engine(name, node);
  }

  /** The model that a value names. */
  static NetworkRef find(SpecNode node, Map<String, NetworkRef> models) {
    NetworkRef model = models.get(node.text());
    if (model == null) {
      throw node.error(NearestName.sentence("model", node.text(), models.keySet()));
    }
    return model;
  }

  private NetworkRef engine(String name, SpecNode node) {
    Fields fields = Fields.of(node, "model", ENGINE);
    SpecNode architecture = fields.get("architecture");
    architecture.refusing(() -> Architectures.get(architecture.text()));
    Path file = paths.existing(fields.get("weights"));
    return new EngineNetwork(name, architecture.text(), file, normalization(fields))
        .softened(temperature(fields));
  }

  private static NetworkRef embedded(String name, SpecNode node) {
    Fields fields = Fields.of(node, "model", List.of("embedded", "temperature"));
    double temperature = temperature(fields);
    SpecNode model = fields.get("embedded");
    return model.refusing(
        () -> EngineNetwork.embedded(model.text()).called(name).softened(temperature));
  }

  private NetworkRef onnx(String name, SpecNode node) {
    Fields fields = Fields.of(node, "model", ONNX);
    return new OnnxNetwork(
        name,
        new HashedFile(paths.existing(fields.get("onnx"))),
        fields.constant("layout", OnnxTarget.Layout.AUTO),
        fields.constant("pixelRange", OnnxTarget.PixelRange.UNIT),
        fields.constant("channelOrder", OnnxTarget.ChannelOrder.RGB),
        normalization(fields));
  }

  private static double temperature(Fields model) {
    return model
        .find("temperature")
        .map(
            node -> {
              double value = Values.number(node, "temperature");
              return node.refusing(() -> Classifier.temperature(value));
            })
        .orElse(1.0);
  }

  static Optional<Normalization> normalization(Fields model) {
    return model
        .find("normalization")
        .map(
            node -> {
              Fields fields = Fields.of(node, "normalization", List.of("mean", "std"));
              double[] mean = Values.numbers(fields.get("mean"), "mean");
              double[] std = Values.numbers(fields.get("std"), "std");
              return node.refusing(() -> new Normalization(mean, std));
            });
  }
}
