package org.lrs.experiment.configuration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lrs.data.Datasets;
import org.lrs.experiment.store.HashedFile;

/** Reads {@code data}. */
record DataDecoder(Paths paths) {

  DataSpec decode(SpecNode node) {
    Fields fields = Fields.of(node, "data", List.of("dataset", "path", "train", "evaluate"));
    String dataset = fields.get("dataset").oneOf("dataset", Datasets.kinds());
    boolean embedded = dataset.equals("embedded");
    if (embedded) {
      fields.refuse("path", "dataset 'embedded' comes with the program and takes no path");
    }
    Optional<HashedFile> path =
        embedded
            ? Optional.empty()
            : Optional.of(new HashedFile(paths.existing(fields.get("path"))));
    return new DataSpec(
        dataset, path, part(fields, "train", "train"), part(fields, "evaluate", "test"));
  }

  private static DataSpec.Part part(Fields data, String key, String usualSplit) {
    SpecNode node = data.find(key).orElse(SpecNode.mapping(key));
    Fields fields = Fields.of(node, "data." + key, List.of("split", "start", "count"));
    String split = fields.find("split").isPresent() ? fields.text("split") : usualSplit;
    int count = fields.count("count", 0, 1);
    return new DataSpec.Part(
        split,
        fields.count("start", 0, 0),
        count == 0 ? OptionalInt.empty() : OptionalInt.of(count));
  }
}
