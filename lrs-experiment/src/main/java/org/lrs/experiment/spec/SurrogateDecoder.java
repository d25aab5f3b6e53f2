package org.lrs.experiment.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one entry of {@code surrogates}. */
final class SurrogateDecoder {

  private final Map<String, ModelSpec> models;

  SurrogateDecoder(Map<String, ModelSpec> models) {
    this.models = models;
  }

  SurrogateSpec decode(String name, SpecNode node) {
    Fields fields = Fields.of(node, "surrogate", List.of("model", "refine"));
    SpecNode model = fields.get("model");
    if (!(ModelDecoder.find(model, models) instanceof ModelSpec.Engine engine)) {
      throw model.error(
          "a surrogate needs a model with an architecture; '"
              + model.text()
              + "' is an ONNX file, which gives no gradients");
    }
    Optional<RefineSpec> refine = fields.find("refine").map(RefineDecoder::decode);
    return new SurrogateSpec(name, engine, refine);
  }
}
