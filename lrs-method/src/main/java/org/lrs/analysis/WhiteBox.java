package org.lrs.analysis;

import org.lrs.model.Classifier;
import org.lrs.model.FrozenSurrogate;
import org.lrs.model.Surrogate;

/**
 * A network with full access to it: exact derivatives of any order, and the fast view that attacks
 * use.
 *
 * @param classifier the network, for derivatives by autograd
 * @param surrogate its frozen view, for logits and first gradients
 */
public record WhiteBox(Classifier classifier, Surrogate surrogate) implements AutoCloseable {

  /** Takes over a classifier: closing this closes it. */
  public WhiteBox(Classifier classifier) {
    this(classifier, new FrozenSurrogate(classifier));
  }

  @Override
  public void close() {
    surrogate.close();
    classifier.close();
  }
}
