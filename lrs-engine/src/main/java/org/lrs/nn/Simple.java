package org.lrs.nn;

import org.lrs.tensor.NeuralOps;
import org.lrs.tensor.Tensor;

/** Layers without parameters and with one input: activations and pooling. */
final class Simple {
  private Simple() {}

  record Relu() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.relu(x);
    }
  }

  record Relu6() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.relu6(x);
    }
  }

  record Gelu() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.gelu(x);
    }
  }

  record MaxPool(int kernel, int stride, int padding, boolean ceil) implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.maxPool(x, kernel, stride, padding, ceil);
    }
  }

  record AveragePool(int kernel, int stride, int padding) implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.averagePool(x, kernel, stride, padding);
    }
  }

  /** [N, C, H, W] to [N, C]. */
  record GlobalAverage() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.mean(false, 2, 3);
    }
  }

  /** [N, C, H, W] to [N, C·H·W]. */
  record Flatten() implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return x.flatten();
    }
  }

  record ChannelShuffle(int groups) implements Layer.Unary {
    @Override
    public Tensor apply(Tensor x) {
      return NeuralOps.channelShuffle(x, groups);
    }
  }
}
