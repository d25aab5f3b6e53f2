package org.lrs.nn;

import java.util.List;
import org.lrs.tensor.NeuralGradients;
import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/**
 * Layers without parameters that something else asks for by type, or with a reverse pass of their
 * own. The others are functions in {@link NetworkBuilder}.
 */
public final class Simple {
  private Simple() {}

  /** A function of each value that bends, such as max(0, x). */
  public interface Activation extends Layer.Unary {}

  /** max(0, x). */
  public record Relu() implements Activation {
    @Override
    public boolean scales() {
      return true;
    }

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
    public boolean scales() {
      return true;
    }

    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.maxPool(x, kernel, stride, padding, ceil);
    }
  }

  /** [N, C, H, W] to [N, C]. */
  record GlobalAverage() implements Layer.Unary {
    @Override
    public boolean scales() {
      return true;
    }

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

  /** Sum of two tensors of one shape: the end of a residual block. */
  record Add() implements Layer.Free {
    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return in[0].add(in[1]);
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      return new Tensor[] {gradient, gradient};
    }
  }

  /** Channels of several tensors, one after the other. Gradients are views of the output's. */
  record Concat() implements Layer {
    @Override
    public Tensor forward(Tensor[] in, Parameters own, Mode mode) {
      return Tensor.concat(List.of(in), 1);
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      Tensor[] parts = new Tensor[in.length];
      long start = 0;
      for (int i = 0; i < in.length; i++) {
        parts[i] = gradient.narrow(1, start, in[i].size(1));
        start += in[i].size(1);
      }
      return parts;
    }
  }

  /** Shortcut A of He et al. 2016: every second pixel, zero channels on both sides. */
  record SubsamplePad(int stride, int before, int after) implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.everyNth(2, stride).everyNth(3, stride).pad(0, 0, 0, 0, 0, before, after);
    }

    @Override
    public Tensor[] inputGradients(Tensor gradient, Tensor[] in, Tensor output, Parameters own) {
      Tensor found = in[0].zerosLike();
      found
          .everyNth(2, stride)
          .everyNth(3, stride)
          .copyFrom(gradient.narrow(1, before, in[0].size(1)));
      return new Tensor[] {found};
    }
  }
}
