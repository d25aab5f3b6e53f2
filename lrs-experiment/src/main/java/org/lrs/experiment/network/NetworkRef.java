package org.lrs.experiment.network;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lrs.data.ImageDataset;
import org.lrs.evaluate.Target;
import org.lrs.experiment.plan.Stage;
import org.lrs.experiment.store.HashedFile;

/**
 * A network that takes part, by where it comes from. Every kind predicts; a {@link SurrogateRef}
 * gives gradients too, and a {@link ClassifierRef} can also be refined.
 */
public sealed interface NetworkRef permits SurrogateRef, OnnxNetwork {

  /** Name in results. */
  String name();

  /** The same network under another name. */
  NetworkRef called(String other);

  /** What it is, for reports: {@code network} or the format of its file. */
  default String kind() {
    return "network";
  }

  /** Name of its architecture; empty if it is none of this program's. */
  default String architecture() {
    return "";
  }

  /** All that its answers depend on besides {@link #inputs}, for the digest of a stage. */
  Object digest();

  /** Stages whose results it is read from. */
  default List<Stage<?>> inputs() {
    return List.of();
  }

  /** What a stage at this network reads: the result of another one, and then {@link #inputs}. */
  default List<Stage<?>> inputsBehind(Stage<?> first) {
    return Stream.<Stage<?>>concat(Stream.of(first), inputs().stream()).toList();
  }

  /** Files it is read from. */
  List<HashedFile> files();

  /**
   * Opens it for predictions on images like these; the caller closes it.
   *
   * @param results folder of the result of each of the inputs
   * @throws IllegalArgumentException if its file does not fit the architecture or the images
   */
  Target openTarget(Function<Stage<?>, Path> results, ImageDataset images);
}
