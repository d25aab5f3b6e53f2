package org.lrs.nn;

import java.util.Arrays;
import java.util.List;
import org.lrs.tensor.Autograd;
import org.lrs.tensor.Draws;
import org.lrs.tensor.Tensor;

/** One node of a network: a function of tensors and of its own named parameters. */
public interface Layer {
  /** What it needs, named from its inside. */
  default List<ParameterSpec> parameters() {
    return List.of();
  }

  /** Output, a new tensor (never an input itself). */
  Tensor forward(Tensor[] inputs, Parameters own, Mode mode);

  /**
   * Gradients with respect to each input, for passes in evaluation mode that record no graph. The
   * results are new tensors or {@code gradient} itself. The default uses autograd for this one
   * layer.
   *
   * @param gradient of the loss with respect to {@code output}; not changed
   * @param inputs what {@link #forward} was given
   * @param output what it returned, possibly changed in place by a ReLU that follows
   */
  default Tensor[] inputGradients(Tensor gradient, Tensor[] inputs, Tensor output, Parameters own) {
    return Autograd.withGraph(
        () -> {
          Tensor[] leaves = Arrays.stream(inputs).map(Tensor::leaf).toArray(Tensor[]::new);
          Tensor product = forward(leaves, own, Mode.EVALUATE).multiply(gradient).sum();
          return Autograd.gradients(product, List.of(leaves)).toArray(Tensor[]::new);
        });
  }

  /** Whether the reverse pass needs the inputs as they were, so that it may not run in place. */
  default boolean needsInput() {
    return false;
  }

  /**
   * Whether the output is memory of its own that the reverse pass does not need, so that its only
   * reader may change it in place.
   */
  default boolean outputIsFree() {
    return false;
  }

  /** Whether a factor above 0 of its only input is one of its output, as for max(0, x). */
  default boolean scales() {
    return false;
  }

  /** The layer whose weights this one computes: itself, unless its gradients were changed. */
  default Layer original() {
    return this;
  }

  /**
   * A layer with the forward pass of another one and gradients of its own. Several changes may lie
   * over one layer.
   */
  interface Changed extends Layer {
    /** The layer that is changed, which may be changed already. */
    Layer inner();

    @Override
    default Layer original() {
      return inner().original();
    }

    @Override
    default List<ParameterSpec> parameters() {
      return inner().parameters();
    }

    @Override
    default Tensor forward(Tensor[] inputs, Parameters own, Mode mode) {
      return inner().forward(inputs, own, mode);
    }

    @Override
    default boolean needsInput() {
      return inner().needsInput();
    }

    @Override
    default boolean outputIsFree() {
      return inner().outputIsFree();
    }
  }

  /** A layer whose {@link #outputIsFree output is free}. */
  interface Free extends Layer {
    @Override
    default boolean outputIsFree() {
      return true;
    }
  }

  /** A layer without parameters and with one input. */
  @FunctionalInterface
  interface Unary extends Layer {
    /** Output, a new tensor. */
    Tensor apply(Tensor input);

    @Override
    default Tensor forward(Tensor[] inputs, Parameters own, Mode mode) {
      return apply(inputs[0]);
    }
  }

  /** A layer that draws at random in each pass; without draws it is its {@link #forward}. */
  interface Drawn extends Layer {
    /** The layer of one pass: called twice with the same draws, it is the same layer. */
    Layer drawn(Draws draws);
  }
}
