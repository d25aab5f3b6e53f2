package org.lrs.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lrs.data.Normalization;
import org.lrs.nn.GradientView;
import org.lrs.nn.Network;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** A surrogate on a frozen, folded copy of a classifier: the fast one. */
public final class FrozenSurrogate implements Surrogate {
  private final Classifier origin;
  private final GradientView view;

  /** Copies the classifier's numbers. The caller closes the surrogate. */
  public FrozenSurrogate(Classifier classifier) {
    this(classifier, List.of());
  }

  /** Copies the classifier's numbers and changes the copy's graph. The caller closes it. */
  public FrozenSurrogate(Classifier classifier, List<BackwardChange> changes) {
    UnaryOperator<Network> all =
        network -> {
          Network changed = network;
          for (BackwardChange change : changes) {
            changed = change.apply(changed);
          }
          return changed;
        };
    origin = classifier;
    view = new GradientView(classifier.network(), classifier.parameters(), all);
  }

  @Override
  public Tensor logits(Tensor images) {
    origin.requireInput(images);
    try (Scope scope = Scope.open()) {
      return scope.release(view.logits(normalized(images)));
    }
  }

  @Override
  public Pass forward(Tensor images, Draws draws) {
    origin.requireInput(images);
    return new OnView(view.forward(normalized(images), draws));
  }

  @Override
  public FeaturePass forward(Tensor images, String layer, Draws draws) {
    origin.requireInput(images);
    return new OnView(view.forward(normalized(images), layer, draws));
  }

  @Override
  public List<String> layers() {
    return view.layers();
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

  /** A pass of the view, seen in pixel units. The view tells both kinds of pass apart itself. */
  private final class OnView implements Pass, FeaturePass {
    private final GradientView.Pass pass;

    private OnView(GradientView.Pass pass) {
      this.pass = pass;
    }

    @Override
    public Tensor logits() {
      return pass.logits();
    }

    @Override
    public Tensor features() {
      return pass.features();
    }

    @Override
    public Tensor featureGradient(Tensor atLogits) {
      return pass.featureGradient(atLogits);
    }

    @Override
    public Tensor inputGradient(Tensor gradient) {
      Normalization normalization = origin.normalization();
      try (Scope scope = Scope.open()) {
        Tensor found = pass.inputGradient(gradient);
        return scope.release(
            normalization.isIdentity() ? found : found.divide(normalization.stdLike()));
      }
    }
  }
}
