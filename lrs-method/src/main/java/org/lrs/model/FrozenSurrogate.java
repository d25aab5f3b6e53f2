package org.lrs.model;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.lrs.data.Normalization;
import org.lrs.nn.GradientView;
import org.lrs.nn.Network;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Scope;
import org.lrs.tensor.Tensor;

/** A surrogate on a frozen, folded copy of a classifier: the fast one. */
public final class FrozenSurrogate implements LayeredSurrogate {
  private final Classifier origin;
  private final GradientView view;
  private final Tensor mean;
  private final Tensor std;

  /** Copies the classifier's weights. The caller closes the surrogate. */
  public FrozenSurrogate(Classifier classifier) {
    this(classifier, List.of());
  }

  /** Copies the classifier's weights and changes the copy's graph. The caller closes it. */
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
    try (Scope scope = Scope.open()) {
      Normalization normalization = classifier.normalization();
      mean = wholeImage(normalization.meanLike(), classifier.input()).keep();
      std = wholeImage(normalization.stdLike(), classifier.input()).keep();
    }
  }

  // One value per channel, spread over the image: with channels innermost, libtorch would otherwise
  // loop over three values at a time.
  private static Tensor wholeImage(Tensor perChannel, InputShape input) {
    return perChannel.expand(1, input.channels(), input.height(), input.width()).channelsLast();
  }

  @Override
  public Tensor logits(Tensor images) {
    origin.requireInput(images);
    try (Scope scope = Scope.open()) {
      return scope.release(view.logits(normalized(images)));
    }
  }

  @Override
  public LayersPass forward(Tensor images, List<String> layers, Draws draws) {
    origin.requireInput(images);
    return new OnView(view.forward(normalized(images), layers, draws));
  }

  @Override
  public List<String> layers() {
    return view.layers();
  }

  @Override
  public List<String> trunk() {
    return view.trunk();
  }

  private Tensor normalized(Tensor images) {
    Tensor plain = images.detach();
    return origin.normalization().changesNothing()
        ? plain
        : plain.channelsLast().subtract(mean).divide(std);
  }

  @Override
  public int classes() {
    return origin.classes();
  }

  @Override
  public void close() {
    view.close();
    mean.close();
    std.close();
  }

  /** A pass of the view, seen in pixel units. */
  private final class OnView implements LayersPass {
    private final GradientView.Pass pass;

    private OnView(GradientView.Pass pass) {
      this.pass = pass;
    }

    @Override
    public Tensor logits() {
      return pass.logits();
    }

    @Override
    public List<Tensor> outputs() {
      return pass.features();
    }

    @Override
    public Tensor outputGradient(Tensor atLogits) {
      return pass.featureGradient(atLogits);
    }

    @Override
    public Tensor inputGradient(Tensor gradient) {
      return inPixels(() -> pass.inputGradient(gradient));
    }

    @Override
    public Tensor inputGradient(Tensor atLogits, List<Tensor> atOutputs) {
      return inPixels(() -> pass.inputGradient(atLogits, atOutputs));
    }

    private Tensor inPixels(Supplier<Tensor> reverse) {
      try (Scope scope = Scope.open()) {
        Tensor found = reverse.get();
        return scope.release(origin.normalization().changesNothing() ? found : found.divide(std));
      }
    }
  }
}
