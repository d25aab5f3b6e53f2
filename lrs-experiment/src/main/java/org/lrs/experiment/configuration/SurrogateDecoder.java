package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.experiment.network.NetworkRef;
import org.lrs.model.Fusion;
import org.lrs.text.Foreign;
import org.lrs.text.NearestName;

/** Reads the entries of {@code surrogates}. */
final class SurrogateDecoder {

  private static final List<String> KEYS =
      List.of("model", "from", "refine", "snapshots", "ensemble", "fuse");

  private static final int LONGEST_CHAIN = 100;

  private final Map<String, NetworkRef> models;
  private final SpecNode all;
  private final Set<String> onTheWay = new HashSet<>();

  /**
   * @param all the whole mapping, in which ensembles find their members
   */
  SurrogateDecoder(Map<String, NetworkRef> models, SpecNode all) {
    this.models = models;
    this.all = all;
  }

  SurrogateSpec decode(String name, SpecNode node) {
    Fields fields = Fields.of(node, "surrogate", KEYS);
    List<SurrogateSpec.Part> parts =
        fields.find("ensemble").isPresent() ? members(name, fields) : List.of(single(name, fields));
    SurrogateSpec surrogate =
        new SurrogateSpec(name, parts, fields.constant("fuse", Fusion.LOGITS));
    if (surrogate.networks() == 1) {
      fields.refuse(
          "fuse", "fuse joins several networks, '" + name + "' is one; remove it or add snapshots");
    }
    return surrogate;
  }

  private SurrogateSpec.Part single(String name, Fields fields) {
    Optional<SurrogateSpec.Part> from = fields.find("from").map(node -> start(name, node, fields));
    EngineNetwork model =
        from.map(SurrogateSpec.Part::model).orElseGet(() -> engine(fields.get("model"), models));
    Optional<RefineSpec> refine =
        fields
            .find("refine")
            .map(node -> RefineDecoder.decode(node, w -> engine(w, models, "a witness")));
    if (refine.isEmpty()) {
      fields.refuse("snapshots", "snapshots are kept along a refinement; add 'refine'");
    }
    Optional<SpecNode> count = fields.find("snapshots");
    if (count.isPresent()) {
      int snapshots = fields.count("snapshots", 1, 2);
      refine = refine.map(r -> count.get().refusing(() -> r.keeping(snapshots)));
    }
    return new SurrogateSpec.Part(name, model, from, refine);
  }

  /** The refined network that another refinement starts from. */
  private SurrogateSpec.Part start(String name, SpecNode node, Fields fields) {
    String from = Foreign.text(node.text());
    fields.refuse(
        "model", "'" + name + "' starts from '" + from + "', which has a model; remove one");
    if (fields.find("refine").isEmpty()) {
      throw node.error("'" + name + "' would be '" + from + "' itself; add 'refine'");
    }
    if (node.text().equals(name) || !onTheWay.add(name)) {
      throw node.error("'" + name + "' would start from itself; name another surrogate");
    }
    if (onTheWay.size() > LONGEST_CHAIN) {
      throw node.error("a chain has at most " + LONGEST_CHAIN + " refinements");
    }
    SurrogateSpec.Part start = other(name, node, "a refinement starts from a single network");
    onTheWay.remove(name);
    return start;
  }

  private List<SurrogateSpec.Part> members(String name, Fields fields) {
    for (String key : List.of("model", "from", "refine", "snapshots")) {
      fields.refuse(key, "an ensemble is made of other surrogates; '" + key + "' is theirs");
    }
    SpecNode list = fields.get("ensemble");
    List<SurrogateSpec.Part> parts = new ArrayList<>();
    for (SpecNode item : list.items()) {
      SurrogateSpec.Part part = other(name, item, "an ensemble is made of single networks");
      if (parts.contains(part)) {
        throw item.error("surrogate " + item.quoted() + " is listed twice");
      }
      parts.add(part);
    }
    if (parts.size() < 2) {
      throw list.error("an ensemble needs at least two surrogates, got " + parts.size());
    }
    return parts;
  }

  /**
   * Another surrogate by its name, which must be a single network.
   *
   * @param rule what several would break, for the message
   */
  private SurrogateSpec.Part other(String surrogate, SpecNode item, String rule) {
    String name = item.text();
    SpecNode node = all.fields().get(name);
    if (node == null || name.equals(surrogate)) {
      Set<String> others = new LinkedHashSet<>(all.fields().keySet());
      others.remove(surrogate);
      throw item.error(NearestName.sentence("surrogate", name, others));
    }
    Fields fields = Fields.of(node, "surrogate", KEYS);
    if (fields.find("ensemble").isPresent() || fields.find("snapshots").isPresent()) {
      throw item.error(rule + ", " + item.quoted() + " is several; name its members");
    }
    SurrogateSpec.Part part = single(name, fields);
    if (part.snapshots() > 1) {
      throw item.error(rule + ", " + item.quoted() + " is several");
    }
    return part;
  }

  /** The model of a surrogate, which must give gradients. */
  static EngineNetwork engine(SpecNode node, Map<String, NetworkRef> models) {
    return engine(node, models, "a surrogate");
  }

  private static EngineNetwork engine(SpecNode node, Map<String, NetworkRef> models, String role) {
    if (ModelDecoder.find(node, models) instanceof EngineNetwork engine) {
      return engine;
    }
    throw node.error(
        role
            + " needs a model with an architecture; "
            + node.quoted()
            + " is an ONNX file, which gives no gradients");
  }
}
