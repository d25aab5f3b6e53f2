package org.lrs.experiment.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lrs.experiment.network.EngineNetwork;
import org.lrs.model.Fusion;

/**
 * What is attacked: a network as it is or refined, the snapshots of a refinement, or several of
 * these networks together.
 *
 * @param name name in results and folders
 * @param parts the networks; more than one for an ensemble of surrogates
 * @param fusion how several networks become one
 */
public record SurrogateSpec(String name, List<Part> parts, Fusion fusion) {

  /**
   * A network of a surrogate.
   *
   * @param name of the surrogate that it is alone
   * @param model the pretrained network
   * @param from the refined network it starts from; empty for the pretrained one
   * @param refine how it is refined; empty for the plain one
   */
  public record Part(
      String name, EngineNetwork model, Optional<Part> from, Optional<RefineSpec> refine) {

    /** A network that starts from the pretrained one. */
    public Part(String name, EngineNetwork model, Optional<RefineSpec> refine) {
      this(name, model, Optional.empty(), refine);
    }

    /** The refinements that lead to it, the first one first; empty for the plain network. */
    public List<RefineSpec> chain() {
      List<RefineSpec> chain = new ArrayList<>();
      from.ifPresent(start -> chain.addAll(start.chain()));
      refine.ifPresent(chain::add);
      return chain;
    }

    /** Networks it stands for: the snapshots of its refinement. */
    public int snapshots() {
      return refine.map(RefineSpec::snapshots).orElse(1);
    }

    /** Names of the methods of its refinements, as in {@code lrs-f + lgv}, or {@code plain}. */
    public String method() {
      return refine.isEmpty()
          ? "plain"
          : String.join(" + ", chain().stream().map(RefineSpec::method).toList());
    }
  }

  /** The pretrained network of each part. */
  public List<EngineNetwork> models() {
    return parts.stream().map(Part::model).toList();
  }

  /** The networks that refinements of it learn from. */
  public List<EngineNetwork> witnesses() {
    return parts.stream()
        .flatMap(part -> part.chain().stream())
        .flatMap(refine -> refine.witness().stream())
        .toList();
  }

  /** Number of networks. */
  public int networks() {
    return parts.stream().mapToInt(Part::snapshots).sum();
  }
}
