package org.lrs.nn;

import org.lrs.tensor.NeuralGradients;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Layers without parameters and with one input that something else asks for by type, or with a
 * reverse pass of their own. The others are functions in {@link NetworkBuilder}.
 */
public final class Simple {
  private Simple() {}

  /** A function of each value that bends, such as max(0, x). */
  public interface Activation extends Layer.Unary {}

  /** max(0, x). */
  public record Relu() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.relu(x);
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      return new Tensor[] {NeuralGradients.reluGradientInPlace(gradient.copy(), output)};
    }
  }

  /**
   * Largest value of square windows; nothing outside the image is ever the largest.
   *
   * @param ceil whether a last window that is not full counts
   */
  public record MaxPool(int kernel, int stride, int padding, boolean ceil) implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.maxPool(x, kernel, stride, padding, ceil);
    }
  }

  /** [N, C, H, W] to [N, C]. */
  record GlobalAverage() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.mean(false, 2, 3);
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      long n = gradient.size(0);
      long height = in[0].size(2);
      long width = in[0].size(3);
      Tensor share = gradient.divide(height * width).reshape(n, -1, 1, 1);
      return new Tensor[] {share.expand(n, gradient.size(1), height, width).channelsLast()};
    }
  }
}
