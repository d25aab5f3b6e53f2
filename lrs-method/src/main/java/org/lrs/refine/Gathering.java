package org.lrs.refine;

import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.lrs.model.Classifier;
import org.lrs.tensor.Tensor;

/** What an {@link Outcome} gathers while a network is trained. */
interface Gathering extends AutoCloseable {

  /** What has been gathered, by name, for checkpoints. */
  default Map<String, Tensor> state() {
    return Map.of();
  }

  /** Takes the network after so many steps, if one is due. */
  void after(int done, Classifier classifier);

  /**
   * Makes the outcome of a finished run. Depends on what was gathered, seed and training images
   * alone, so a finished run that is started again makes the same weights again.
   *
   * @param classifier with the weights of the last step, overwritten with the outcome
   * @param statistics re-estimates batch normalisation, over so many batches
   * @param seed root of draws
   * @return whether the outcome differs from the last step's weights
   */
  default boolean finish(Classifier classifier, ObjIntConsumer<Classifier> statistics, long seed) {
    return false;
  }

  @Override
  default void close() {}
}
