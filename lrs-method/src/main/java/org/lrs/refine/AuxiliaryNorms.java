package org.lrs.refine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.Source;
import org.lrs.model.Classifier;
import org.lrs.nn.BatchNorm;
import org.lrs.nn.Network;
import org.lrs.nn.ParameterSpec;
import org.lrs.nn.Parameters;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/**
 * A second set of batch normalisation, for adversarial images alone; all other weights are those of
 * the classifier (AdvProp).
 *
 * <p>It starts as a copy, is trained beside the classifier's own and is dropped when training ends:
 * the statistics of adversarial images never mix with those of clean ones.
 */
@Source(
    paper =
        "Xie, Tan, Gong, Wang, Yuille, Le: Adversarial Examples Improve Image Recognition, CVPR"
            + " 2020, arXiv 1911.09665",
    at = "auxiliary batch norm; algorithm 1")
final class AuxiliaryNorms implements Parameters, AutoCloseable {
  private final Parameters shared;
  private final Map<String, Tensor> own = new LinkedHashMap<>();
  private final List<Tensor> trained = new ArrayList<>();

  private AuxiliaryNorms(Parameters shared) {
    this.shared = shared;
  }

  /** No second set: every number is the classifier's. */
  static AuxiliaryNorms none(Classifier classifier) {
    return new AuxiliaryNorms(classifier.parameters());
  }

  /**
   * A copy of the classifier's batch normalisation.
   *
   * @throws IllegalArgumentException if it has none
   */
  static AuxiliaryNorms of(Classifier classifier) {
    AuxiliaryNorms norms = none(classifier);
    try (Scope scope = Scope.open()) {
      for (Network.Node node : classifier.network().nodes()) {
        if (node.layer() instanceof BatchNorm norm) {
          norm.parameters().forEach(spec -> norms.copy(spec.within(node.name())));
        }
      }
    }
    if (norms.own.isEmpty()) {
      throw new IllegalArgumentException(
          "adversarial.auxiliaryBatchNorm needs a network with batch normalisation, '"
              + classifier.name()
              + "' has none; set it to false");
    }
    return norms;
  }

  private void copy(ParameterSpec spec) {
    Tensor copy = shared.get(spec.name()).detach().copy().keep();
    own.put(spec.name(), copy);
    if (spec.trainable()) {
      trained.add(copy.requiresGradient(true));
    }
  }

  @Override
  public Tensor get(String name) {
    Tensor tensor = own.get(name);
    return tensor == null ? shared.get(name) : tensor;
  }

  /** The second set by name, for checkpoints. */
  Map<String, Tensor> own() {
    return own;
  }

  /** Those of the second set that are trained. */
  List<Tensor> trained() {
    return trained;
  }

  @Override
  public void close() {
    own.values().forEach(Tensor::close);
  }
}
