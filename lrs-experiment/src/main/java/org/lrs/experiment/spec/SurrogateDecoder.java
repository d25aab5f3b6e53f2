package org.lrs.experiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lrs.model.Fusion;
import org.lrs.text.NearestName;

/** Reads the entries of {@code surrogates}. */
final class SurrogateDecoder {

  private static final List<String> KEYS =
      List.of("model", "refine", "snapshots", "ensemble", "fuse");

  private final Map<String, ModelSpec> models;
  private final SpecNode all;

  /**
   * @param all the whole mapping, in which ensembles find their members
   */
  SurrogateDecoder(Map<String, ModelSpec> models, SpecNode all) {
    this.models = models;
    this.all = all;
  }

  SurrogateSpec decode(String name, SpecNode node) {
    Fields fields = Fields.of(node, "surrogate", KEYS);
    List<SurrogateSpec.Part> parts =
        fields.find("ensemble").isPresent() ? members(name, fields) : List.of(single(name, fields));
    Fusion fusion = fields.constant("fuse", Fusion.LOGITS);
    SurrogateSpec surrogate = new SurrogateSpec(name, parts, fusion);
    if (fields.find("fuse").isPresent() && surrogate.networks() == 1) {
      throw fields
          .get("fuse")
          .error("fuse joins several networks, '" + name + "' is one; remove it or add snapshots");
    }
    return surrogate;
  }

  private SurrogateSpec.Part single(String name, Fields fields) {
    ModelSpec.Engine model = engine(fields.get("model"), models);
    Optional<RefineSpec> refine = fields.find("refine").map(RefineDecoder::decode);
    int snapshots = fields.count("snapshots", 1, 2);
    if (snapshots > 1 && refine.isEmpty()) {
      throw fields
          .get("snapshots")
          .error("snapshots are kept on the way of a refinement; add 'refine'");
    }
    return new SurrogateSpec.Part(name, model, refine.map(r -> r.keeping(snapshots)));
  }

  private List<SurrogateSpec.Part> members(String name, Fields fields) {
    for (String key : List.of("model", "refine", "snapshots")) {
      if (fields.find(key).isPresent()) {
        throw fields
            .get(key)
            .error("an ensemble is made of other surrogates; '" + key + "' is theirs");
      }
    }
    SpecNode list = fields.get("ensemble");
    List<SurrogateSpec.Part> parts = new ArrayList<>();
    for (SpecNode item : list.items()) {
      SurrogateSpec.Part part = member(name, item);
      if (parts.contains(part)) {
        throw item.error("surrogate '" + item.text() + "' is listed twice");
      }
      parts.add(part);
    }
    if (parts.size() < 2) {
      throw list.error("an ensemble needs at least two surrogates, got " + parts.size());
    }
    return parts;
  }

  private SurrogateSpec.Part member(String ensemble, SpecNode item) {
    String name = item.text();
    SpecNode node = all.fields().get(name);
    if (node == null || name.equals(ensemble)) {
      List<String> others =
          all.fields().keySet().stream().filter(other -> !other.equals(ensemble)).toList();
      throw item.error(NearestName.sentence("surrogate", name, others));
    }
    Fields fields = Fields.of(node, "surrogate", KEYS);
    if (fields.find("ensemble").isPresent() || fields.find("snapshots").isPresent()) {
      throw item.error(
          "an ensemble is made of single networks, '" + name + "' is several; name its members");
    }
    return single(name, fields);
  }

  /** The model of a surrogate, which must give gradients. */
  static ModelSpec.Engine engine(SpecNode node, Map<String, ModelSpec> models) {
    if (ModelDecoder.find(node, models) instanceof ModelSpec.Engine engine) {
      return engine;
    }
    throw node.error(
        "a surrogate needs a model with an architecture; '"
            + node.text()
            + "' is an ONNX file, which gives no gradients");
  }
}
