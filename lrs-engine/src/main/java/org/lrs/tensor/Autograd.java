package org.lrs.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Gradients, and gradients of gradients. */
public final class Autograd {
  private Autograd() {}

  /** ∂output/∂input of a scalar, as a constant; the graph is freed. */
  public static Tensor gradient(Tensor output, Tensor input) {
    return gradients(output, List.of(input), false, false).get(0);
  }

  /**
   * ∂output/∂input of a scalar, itself differentiable (double backward). The graph of {@code
   * output} lives as long as the result.
   */
  public static Tensor differentiableGradient(Tensor output, Tensor input) {
    return gradients(output, List.of(input), true, true).get(0);
  }

  /** ∂output/∂input of a scalar, as a constant, keeping the graph of {@code output}. */
  public static Tensor gradientKeepingGraph(Tensor output, Tensor input) {
    return gradients(output, List.of(input), true, false).get(0);
  }

  /** ∂output/∂inputs of a scalar, as constants; the graph is freed. */
  public static List<Tensor> gradients(Tensor output, List<Tensor> inputs) {
    return gradients(output, inputs, false, false);
  }

  /** ∂output/∂inputs of a scalar, as constants, keeping the graph of {@code output}. */
  public static List<Tensor> gradientsKeepingGraph(Tensor output, List<Tensor> inputs) {
    return gradients(output, inputs, true, false);
  }

  private static List<Tensor> gradients(
      Tensor output, List<Tensor> inputs, boolean keep, boolean create) {
    if (output.elements() != 1) {
      throw new IllegalArgumentException(
          "gradients are taken of a scalar, got " + output.sizes() + "; sum or average it first");
    }
    try (TensorVector outputs = new TensorVector(output.handle());
        TensorVector at = Tensor.vector(inputs);
        TensorVector none = new TensorVector();
        BoolOptional keepGraph = new BoolOptional(keep);
        TensorVector found =
            Tensor.guard(
                "gradient",
                () -> torch.grad(outputs, at, none, keepGraph, create, false),
                inputs)) {
      return Tensor.adoptAll(found);
    }
  }

  /** Runs work without recording operations for gradients. */
  public static <T> T withoutGraph(Supplier<T> work) {
    return withMode(false, work);
  }

  /** Runs work with recording on, whatever the caller's mode is. */
  public static <T> T withGraph(Supplier<T> work) {
    return withMode(true, work);
  }

  private static <T> T withMode(boolean enabled, Supplier<T> work) {
    try (AutoGradMode mode = new AutoGradMode(enabled)) {
      return work.get();
    }
  }
}
