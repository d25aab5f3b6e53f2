package org.lrs.experiment.network;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.experiment.plan.Stage;
import org.lrs.model.BackwardChange;
import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Surrogate;

/** A single network of this program's engine, which can be refined and measured inside. */
public sealed interface ClassifierRef extends SurrogateRef permits EngineNetwork, RefinedNetwork {

  @Override
  ClassifierRef called(String other);

  /** The pretrained network it comes from; itself, where it is one. */
  EngineNetwork origin();

  /** Names of the refinements that made it, the first one first; empty for a pretrained one. */
  List<String> refinements();

  /**
   * Opens it for images like these; the caller closes it.
   *
   * @param called name of the classifier, for messages
   * @param results folder of the result of each of the inputs
   * @throws IllegalArgumentException if its file does not fit the architecture
   */
  Classifier open(String called, Function<Stage<?>, Path> results, ImageDataset images);

  @Override
  default List<ClassifierRef> members() {
    return List.of(this);
  }

  @Override
  default Surrogate openSurrogate(
      Function<Stage<?>, Path> results, ImageDataset images, List<BackwardChange> changes) {
    try (Classifier classifier = open(name(), results, images)) {
      return new FrozenSurrogate(classifier, changes);
    }
  }
}
