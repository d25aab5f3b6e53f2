package org.lrs.experiment.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.model.Classifier;

/**
 * Where a network comes from: a model file, or the result of a refinement, with or without the
 * snapshots that it left on its way.
 *
 * @param name name in messages
 * @param model the pretrained network
 * @param refined the stage that refines it; empty for the plain one
 * @param snapshots how many networks this stands for: 1 for the outcome alone, else all that the
 *     stage keeps
 */
public record NetworkSource(
    String name, EngineModel model, Optional<RefineSurrogate> refined, int snapshots) {

  /** All that the network depends on besides {@link #inputs}. */
  Object parameters() {
    return refined.isPresent() ? Map.of() : model.parameters();
  }

  /** Networks it takes from the refinement beside or in place of the outcome. */
  public int files() {
    return snapshots == 1 ? 0 : refined.orElseThrow().files();
  }

  List<Stage> inputs() {
    return refined.<List<Stage>>map(List::of).orElse(List.of());
  }

  /**
   * Opens the networks for images like these: the snapshots in their order, the outcome last, or
   * those drawn around the outcome, without it.
   */
  void open(Function<Stage, Path> results, ImageDataset images, Consumer<Classifier> opened) {
    Optional<Path> result = refined.map(stage -> results.apply(stage));
    for (int number = 1; number <= files(); number++) {
      Path file = Training.snapshot(result.orElseThrow(), number);
      opened.accept(model.open(name + " snapshot " + number, Optional.of(file), images));
    }
    if (files() < snapshots) {
      opened.accept(model.open(name, result.map(r -> r.resolve(Training.WEIGHTS)), images));
    }
  }
}
