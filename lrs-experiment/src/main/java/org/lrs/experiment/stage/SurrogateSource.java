package org.lrs.experiment.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.model.Classifier;

/**
 * Where a stage gets its network from: a model file, or the result of a refinement.
 *
 * @param name name in results
 * @param model the pretrained network
 * @param refined the stage that refines it; empty for the plain one
 */
public record SurrogateSource(String name, EngineModel model, Optional<RefineSurrogate> refined) {

  /** All that the network depends on besides {@link #inputs}. */
  Object parameters() {
    return refined.isPresent() ? Map.of() : model.parameters();
  }

  /** Networks that it is made of, each of which costs gradient evaluations of its own. */
  int networks() {
    return 1;
  }

  List<Stage> inputs() {
    return refined.<List<Stage>>map(List::of).orElse(List.of());
  }

  /**
   * Opens it for images like these; the caller closes it.
   *
   * @param results folder of the result of each of the inputs
   */
  Classifier open(Function<Stage, Path> results, ImageDataset images) {
    Optional<Path> weights = refined.map(stage -> results.apply(stage).resolve(Training.WEIGHTS));
    return model.open(name, weights, images);
  }
}
