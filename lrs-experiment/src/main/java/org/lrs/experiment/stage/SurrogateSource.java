package org.lrs.experiment.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.model.BackwardChange;
import org.lrs.model.Classifier;
import org.lrs.model.EnsembleSurrogate;
import org.lrs.model.Fusion;
import org.lrs.model.Surrogate;

/**
 * Where a stage gets its surrogate from: a network or several.
 *
 * @param name name in results
 * @param networks what it is made of
 * @param fusion how several networks become one
 */
public record SurrogateSource(String name, List<NetworkSource> networks, Fusion fusion) {

  /** A pretrained network as it is. */
  public static SurrogateSource plain(String name, EngineModel model) {
    NetworkSource network = new NetworkSource(name, model, Optional.empty(), 1);
    return new SurrogateSource(name, List.of(network), Fusion.LOGITS);
  }

  /** Number of networks, each of which costs gradient evaluations of its own. */
  public int count() {
    return networks.stream().mapToInt(NetworkSource::snapshots).sum();
  }

  /** The stages that refine its networks. */
  public List<RefineSurrogate> refinements() {
    return networks.stream().flatMap(network -> network.refined().stream()).toList();
  }

  /** All that the surrogate depends on besides {@link #inputs}. */
  Object parameters() {
    if (count() == 1) {
      return networks.get(0).parameters();
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("networks", networks.stream().map(NetworkSource::parameters).toList());
    all.put("snapshots", networks.stream().map(NetworkSource::snapshots).toList());
    all.put("fusion", fusion);
    return all;
  }

  List<Stage> inputs() {
    return List.copyOf(refinements());
  }

  /** {@link #open(Function, ImageDataset, List)} without changes of the graph. */
  Surrogate open(Function<Stage, Path> results, ImageDataset images) {
    return open(results, images, List.of());
  }

  /**
   * Opens it for images like these; the caller closes it.
   *
   * @param results folder of the result of each of the inputs
   * @param changes of the graph of every network
   */
  Surrogate open(Function<Stage, Path> results, ImageDataset images, List<BackwardChange> changes) {
    List<Classifier> opened = new ArrayList<>();
    try {
      networks.forEach(network -> network.open(results, images, opened::add));
      return EnsembleSurrogate.frozen(opened, fusion, changes);
    } finally {
      opened.forEach(Classifier::close);
    }
  }
}
