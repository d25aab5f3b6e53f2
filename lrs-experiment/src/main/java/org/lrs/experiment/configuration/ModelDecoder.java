package org.lrs.experiment.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.data.Normalization;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.experiment.network.OnnxNetwork;
import org.lrs.experiment.store.HashedFile;
import org.lrs.model.Architectures;
import org.lrs.onnx.OnnxTarget;
import org.lrs.text.NearestName;

/** Reads one entry of {@code models}. */
record ModelDecoder(Paths paths) {

  private static final List<String> ENGINE =
      List.of("architecture", "weights", "normalization", "temperature");
  private static final List<String> ONNX =
      List.of("onnx", "layout", "pixelRange", "channelOrder", "normalization", "isolation");

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
    String architecture = architecture(fields);
    HashedFile file = paths.file(fields.get("weights"));
    return softened(new EngineNetwork(name, architecture, file, normalization(fields), 1), fields);
  }

  private static NetworkRef embedded(String name, SpecNode node) {
    Fields fields = Fields.of(node, "model", List.of("embedded", "temperature"));
    SpecNode model = fields.get("embedded");
    return softened(
        model.refusing(() -> EngineNetwork.embedded(model.text()).called(name)), fields);
  }

  private NetworkRef onnx(String name, SpecNode node) {
    Fields fields = Fields.of(node, "model", ONNX);
    return new OnnxNetwork(
        name,
        paths.file(fields.get("onnx")),
        fields.constant("layout", OnnxTarget.Layout.AUTO),
        fields.constant("pixelRange", OnnxTarget.PixelRange.UNIT),
        fields.constant("channelOrder", OnnxTarget.ChannelOrder.RGB),
        normalization(fields),
        fields.constant("isolation", OnnxTarget.Isolation.PROCESS));
  }

  private static NetworkRef softened(EngineNetwork network, Fields model) {
    double temperature = model.number("temperature", 1);
    return model
        .find("temperature")
        .map(node -> node.refusing(() -> network.softened(temperature)))
        .orElse(network);
  }

  /** The name of the architecture, which must exist. */
  static String architecture(Fields model) {
    SpecNode node = model.get("architecture");
    node.refusing(() -> Architectures.get(node.text()));
    return node.text();
  }

  static Optional<Normalization> normalization(Fields model) {
    return model
        .find("normalization")
        .map(node -> RecordBinder.read(node, "normalization", Normalization.class));
  }
}
