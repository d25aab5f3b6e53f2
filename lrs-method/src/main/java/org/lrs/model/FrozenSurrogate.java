package org.lrs.model;

import java.util.function.UnaryOperator;
import org.lrs.data.Normalization;
import org.lrs.nn.GradientView;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** A surrogate on a frozen, folded copy of a classifier: the fast one. */
public final class FrozenSurrogate implements Surrogate {
  private final Classifier origin;
  private final GradientView view;

  /** Copies the classifier's numbers. The caller closes the surrogate. */
  public FrozenSurrogate(Classifier classifier) {
    origin = classifier;
    view = new GradientView(classifier.network(), classifier.parameters());
  }

  @Override
  public Tensor logits(Tensor images) {
    origin.requireInput(images);
    try (Scope scope = Scope.open()) {
      return scope.release(view.logits(normalized(images)));
    }
  }

  @Override
  public Tensor inputGradient(Tensor images, UnaryOperator<Tensor> lossOfLogits) {
    origin.requireInput(images);
    try (Scope scope = Scope.open()) {
      GradientView.Pass pass = view.forward(normalized(images));
      Tensor logits = pass.logits().leaf();
      Tensor atLogits =
          Autograd.withGraph(() -> Autograd.gradient(lossOfLogits.apply(logits).sum(), logits));
      Tensor atNormalized = pass.inputGradient(atLogits);
      Normalization normalization = origin.normalization();
      return scope.release(
          normalization.isIdentity() ? atNormalized : atNormalized.divide(normalization.stdLike()));
    }
  }

  private Tensor normalized(Tensor images) {
    Tensor plain = images.detach();
    return origin.normalization().isIdentity() ? plain : origin.normalization().apply(plain);
  }

  @Override
  public int classes() {
    return origin.classes();
  }

  @Override
  public void close() {
    view.close();
  }
}
