package org.lrs.experiment.configuration;

import java.util.List;
import org.lrs.model.Architectures;
import org.lrs.refine.FineTuneSettings;

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
    FineTuneSettings settings = TrainingSpec.defaults();
    return new TrainingSpec(
        fields.text("name"),
        SpecReader.seed(fields),
        new DataDecoder(paths).decode(fields.get("data")),
        architecture.text(),
        ModelDecoder.normalization(model),
        fields.find("train").map(node -> settings(node, settings)).orElse(settings),
        source);
  }

  private static FineTuneSettings settings(SpecNode node, FineTuneSettings defaults) {
    Fields.of(node, "train", RecordBinder.keys(FineTuneSettings.class));
    return RecordBinder.bind(node, defaults);
  }
}
