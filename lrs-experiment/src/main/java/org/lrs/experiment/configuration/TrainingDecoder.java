package org.lrs.experiment.configuration;

import java.util.List;
import java.util.stream.Stream;
import org.lrs.lipschitz.PenaltyMode;
import org.lrs.model.Architectures;
import org.lrs.refine.Training;

/** Reads a training spec: {@code name, seed, data, model, train}. */
final class TrainingDecoder {

  private static final List<String> KEYS = List.of("name", "seed", "data", "model", "train");

  private TrainingDecoder() {}

  static TrainingSpec decode(SpecNode root, Paths paths, String source) {
    Fields fields = Fields.of(root, "training", KEYS);
    Fields model =
        Fields.of(fields.get("model"), "model", List.of("architecture", "normalization"));
    SpecNode architecture = model.get("architecture");
    architecture.refusing(() -> Architectures.get(architecture.text()));
    Training usual = TrainingSpec.defaults();
    return new TrainingSpec(
        fields.text("name"),
        SpecReader.seed(fields),
        new DataDecoder(paths).decode(fields.get("data")),
        architecture.text(),
        ModelDecoder.normalization(model),
        fields.find("train").map(node -> training(node, usual)).orElse(usual),
        source);
  }

  private static Training training(SpecNode node, Training usual) {
    List<String> keys =
        Stream.concat(RefineDecoder.plainKeys().stream(), FormerKeys.ALL.stream()).toList();
    Fields.of(node, "train", keys);
    return RefineDecoder.laid(node, node, usual, List.of(), PenaltyMode.PAPER);
  }
}
