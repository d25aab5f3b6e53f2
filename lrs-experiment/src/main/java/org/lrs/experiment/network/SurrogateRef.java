package org.lrs.experiment.network;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.ClassifierTarget;
import org.lrs.evaluate.Target;
import org.lrs.experiment.plan.Stage;
import org.lrs.model.BackwardChange;
import org.lrs.model.Surrogate;

/** A network whose gradients are known, so that attacks can run on it. */
public sealed interface SurrogateRef extends NetworkRef permits ClassifierRef, EnsembleNetwork {

  /** The networks it is made of; itself, where it is a single one. */
  List<ClassifierRef> members();

  /** Number of networks, each of which costs gradient evaluations of its own. */
  default int count() {
    return members().size();
  }

  /**
   * Opens it for gradients at images like these; the caller closes it.
   *
   * @param results folder of the result of each of the inputs
   * @param changes of the graph of every network
   * @throws IllegalArgumentException if its file does not fit the architecture or the images
   */
  Surrogate openSurrogate(
      Function<Stage<?>, Path> results, ImageDataset images, List<BackwardChange> changes);

  @Override
  default Target openTarget(Function<Stage<?>, Path> results, ImageDataset images) {
    return new ClassifierTarget(name(), openSurrogate(results, images, List.of()));
  }
}
