package org.lrs.refine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.model.Classifier;
import org.lrs.nn.Folding;
import org.lrs.tensor.Tensor;

/** A classifier under training with all that belongs to it until the training ends. */
final class TrainedNetwork implements AutoCloseable {
  private final Classifier classifier;
  private final AuxiliaryNorms norms;
  private final Folding folding;
  private final List<Tensor> shared;
  private final List<Tensor> trained;

  /**
   * @param classifier whose weights become trainable until this is closed
   * @param ownNorms whether a term of the loss has a batch normalisation of its own
   */
  TrainedNetwork(Classifier classifier, boolean ownNorms) {
    this.classifier = classifier;
    this.norms = ownNorms ? AuxiliaryNorms.of(classifier) : AuxiliaryNorms.none(classifier);
    this.folding = new Folding(classifier.network());
    this.shared = classifier.parameters().trainable(classifier.network(), true);
    this.trained = new ArrayList<>(shared);
    trained.addAll(norms.trained());
  }

  Classifier classifier() {
    return classifier;
  }

  /** Its weights with the second set of batch normalisation, if there is one. */
  AuxiliaryNorms norms() {
    return norms;
  }

  /** The network with batch normalisation merged into convolutions. */
  Folding folding() {
    return folding;
  }

  /** The classifier's own among the trained tensors. */
  List<Tensor> shared() {
    return shared;
  }

  /** The tensors that gradients are taken with respect to. */
  List<Tensor> trained() {
    return trained;
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
