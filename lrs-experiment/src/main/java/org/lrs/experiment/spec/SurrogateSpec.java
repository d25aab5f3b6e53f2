package org.lrs.experiment.spec;

import java.util.List;
import java.util.Optional;
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
   * @param refine how it is refined; empty for the plain one
   */
  public record Part(String name, ModelSpec.Engine model, Optional<RefineSpec> refine) {
    /** Networks it stands for: the snapshots of its refinement. */
    public int snapshots() {
      return refine.map(RefineSpec::snapshots).orElse(1);
    }

    /** Name of the refinement's method, or {@code plain}. */
    String method() {
      return refine.map(RefineSpec::method).orElse("plain");
    }
  }

  /** Number of networks. */
  public int networks() {
    return parts.stream().mapToInt(Part::snapshots).sum();
  }
}
