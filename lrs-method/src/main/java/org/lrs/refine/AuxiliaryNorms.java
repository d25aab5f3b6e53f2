package org.lrs.refine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lrs.Range;
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
 *
 * @param shared the classifier's weights
 * @param own the second set by name, for checkpoints
 * @param trained those of the second set that are trained
 */
@Source(
    paper =
        "Xie, Tan, Gong, Wang, Yuille, Le: Adversarial Examples Improve Image Recognition, CVPR"
            + " 2020, arXiv 1911.09665",
    at = "auxiliary batch norm; algorithm 1")
record AuxiliaryNorms(Parameters shared, Map<String, Tensor> own, List<Tensor> trained)
    implements Parameters, AutoCloseable {

  /** No second set: every weight is the classifier's. */
  static AuxiliaryNorms none(Classifier classifier) {
    return new AuxiliaryNorms(classifier.parameters(), new LinkedHashMap<>(), new ArrayList<>());
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
    Range.require(
        !norms.own.isEmpty(),
        "adversarial.auxiliaryBatchNorm needs a network with batch normalisation, '%s' has none; set it to false"
            .formatted(classifier.name()));
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

  @Override
  public void close() {
    own.values().forEach(Tensor::close);
  }
}
