package org.lrs.refine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lrs.model.Classifier;
import org.lrs.nn.Folding;
import org.lrs.tensor.Tensor;

/**
 * A classifier under training with all that belongs to it until the training ends.
 *
 * @param norms its weights with the second set of batch normalisation, if there is one
 * @param folding the network with batch normalisation merged into convolutions
 * @param shared the classifier's own among the trained tensors
 * @param trained the tensors that gradients are taken with respect to
 * @param witness a second network that terms of the loss may learn from, the caller's
 */
record TrainedNetwork(
    Classifier classifier,
    AuxiliaryNorms norms,
    Folding folding,
    List<Tensor> shared,
    List<Tensor> trained,
    Optional<Classifier> witness)
    implements AutoCloseable {

  /**
   * Begins a training.
   *
   * @param classifier whose weights become trainable until this is closed
   * @param ownNorms whether a term of the loss has a batch normalisation of its own
   */
  static TrainedNetwork of(Classifier classifier, boolean ownNorms) {
    AuxiliaryNorms norms =
        ownNorms ? AuxiliaryNorms.of(classifier) : AuxiliaryNorms.none(classifier);
    List<Tensor> shared = classifier.parameters().trainable(classifier.network(), true);
    List<Tensor> trained = Stream.concat(shared.stream(), norms.trained().stream()).toList();
    return new TrainedNetwork(
        classifier, norms, new Folding(classifier.network()), shared, trained, Optional.empty());
  }

  /** The same with a second network that terms of the loss may learn from. */
  TrainedNetwork beside(Optional<Classifier> other) {
    return new TrainedNetwork(classifier, norms, folding, shared, trained, other);
  }

  /** All tensors that a pass or a step may change. */
  List<Tensor> changing() {
    List<Tensor> state = new ArrayList<>(classifier.parameters().tensors());
    state.addAll(norms.own().values());
    return state;
  }

  /**
   * What checkpoints keep, by name.
   *
   * @param gathered by the outcome
   * @param velocities of the trained tensors
   */
  Map<String, Tensor> state(Map<String, Tensor> gathered, List<Tensor> velocities) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : classifier.parameters().names()) {
      all.put("parameter." + name, classifier.parameters().get(name));
    }
    norms.own().forEach((name, tensor) -> all.put("auxiliary." + name, tensor));
    gathered.forEach((name, tensor) -> all.put("auxiliary." + name, tensor));
    for (int i = 0; i < velocities.size(); i++) {
      all.put("velocity." + i, velocities.get(i));
    }
    return all;
  }

  @Override
  public void close() {
    classifier.parameters().trainable(classifier.network(), false);
    norms.close();
  }
}
